/**
 * @file Which libraries a run measures: those asked for that are there, and a word about those that are not.
 */

import { type CpuArguments, UsageError } from '../arguments.ts';
import { bareNode, nodePeers, pythonPeers, referenceLibrary, tenonLibraries } from './libraries.ts';
import type { Library } from './library.ts';

export interface Choice {
  readonly libraries: readonly Library[];
  /** Why the others are left out, a line each. */
  readonly missing: readonly string[];
}

/** @throws UsageError if a library is named that there is not. */
export function chooseLibraries({
  peers,
  python,
  libraries: names,
}: Pick<CpuArguments, 'peers' | 'python' | 'libraries'>): Choice {
  const known = [
    ...tenonLibraries,
    referenceLibrary,
    bareNode,
    ...(peers ? nodePeers : []),
    ...(python === undefined ? [] : pythonPeers(python)),
  ];
  const unknown = names?.find((name) => !known.some((library) => library.name === name));
  if (unknown !== undefined) {
    throw new UsageError(
      `--libraries: there is no '${unknown}'. There are: ${known.map(({ name }) => name).join(', ')}` +
        `${peers && python !== undefined ? '' : ' (more with --peers and --python)'}.`,
    );
  }
  const asked = known.filter((library) =>
    names ? names.includes(library.name) : library !== referenceLibrary,
  );
  const missing = asked.flatMap((library) => {
    const reason = library.missing();
    return reason === undefined ? [] : [`${library.name} is left out. ${reason}`];
  });
  return { libraries: asked.filter((library) => library.missing() === undefined), missing };
}
