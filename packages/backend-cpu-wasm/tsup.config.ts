import { tenonLibrary } from '../../tsup.shared.ts';

export default tenonLibrary({
  // Decompresses the kernels where the platform does not.
  lazy: { fflate: ['inflateSync'] },
});
