export type { EncodedTensor } from './encoded-tensor.ts';
export { decodeNpy, encodeNpy, type NpyReadOptions } from './npy.ts';
export { decodeNpz, encodeNpz, type NpzReadOptions, type NpzWriteOptions } from './npz.ts';
export { decodeSafetensors, encodeSafetensors, type SafetensorsContents } from './safetensors.ts';
