/**
 * @file `tn.bitwise`: TensorFlow's `tf.bitwise`, under its names.
 */

export * from '../ops/math/bitwise.ts';
