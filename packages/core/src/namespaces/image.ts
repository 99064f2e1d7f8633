/**
 * @file `tn.image`: what there is of TensorFlow's `tf.image`, under its names.
 */

export * from '../ops/patches.ts';
