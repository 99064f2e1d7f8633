import { tenonProject } from '../../vitest.shared.ts';

/** A software driver takes seconds to compile the longest shaders, and more where other tests run beside it. */
export const SHADER_TIMEOUT = 180_000;

export default tenonProject('@tenon/backend-webgpu', { testTimeout: SHADER_TIMEOUT });
