/**
 * @file `tn.image`: what there is of TensorFlow's `tf.image`, under its names.
 */

export * from '../ops/image/patches.ts';
export {
  type ImageSize,
  type ResizeMethod,
  type ResizeOptions,
  resizeImages as resize,
} from '../ops/image/resize.ts';
