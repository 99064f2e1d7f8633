import { mergeConfig } from 'vitest/config';
import { tenonProject } from '../../vitest.shared.ts';

export default mergeConfig(tenonProject('@tenon/core'), {
  // Tests compute on the reference backend, which depends on core: a dependency back would be a circle.
  resolve: {
    alias: { '@tenon/backend-reference': `${import.meta.dirname}/../backend-reference/src/index.ts` },
  },
});
