import { tenonLibrary } from '../../tsup.shared.ts';

export default tenonLibrary();
