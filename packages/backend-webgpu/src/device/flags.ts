/**
 * @file The bit flags of WebGPU that we use. Browsers have them as globals, Dawn in Node has not.
 */

/** `GPUBufferUsage`. */
export const bufferUsage = {
  mapRead: 0x1,
  copySrc: 0x4,
  copyDst: 0x8,
  uniform: 0x40,
  storage: 0x80,
  queryResolve: 0x200,
} as const;

/** `GPUMapMode.READ`. */
export const MAP_MODE_READ = 0x1;

/** `GPUShaderStage.COMPUTE`. */
export const STAGE_COMPUTE = 0x4;
