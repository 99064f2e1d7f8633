import { tenonLibrary } from '../../tsup.shared.ts';

export default tenonLibrary({
  entry: ['src/index.ts', 'src/backend-api.ts'],
  // The zip codec of the npz reader is bundled, so that installing core installs nothing else.
  lazy: { fflate: ['Inflate', 'deflateSync', 'inflateSync'] },
});
