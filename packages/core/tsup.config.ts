import { tenonLibrary } from '../../tsup.shared.ts';

// The zip codec of the npz reader is bundled, so that installing core installs nothing else.
export default tenonLibrary({ noExternal: ['fflate'] });
