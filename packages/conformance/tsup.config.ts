import { tenonLibrary } from '../../tsup.shared.ts';

export default tenonLibrary({ entry: ['src/index.ts', 'src/cli.ts', 'src/vitest.ts'] });
