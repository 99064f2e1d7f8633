/**
 * @file `tn.image`: what there is of TensorFlow's `tf.image`, under its names.
 */

export {
  type ImageSize,
  type ResizeMethod,
  type ResizeOptions,
  resizeImages as resize,
} from '../ops/image-resize.ts';
export * from '../ops/patches.ts';
