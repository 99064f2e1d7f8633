/**
 * @file `tn.bitwise`: TensorFlow's `tf.bitwise`, under its names.
 */

export * from '../ops/bitwise.ts';
