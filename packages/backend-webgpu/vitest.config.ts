import { tenonProject } from '../../vitest.shared.ts';

export default tenonProject('@tenon/backend-webgpu');
