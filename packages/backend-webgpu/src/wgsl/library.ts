/**
 * @file The functions that shaders may call, by name.
 */

import { integerFunctions } from './integer.ts';
import { mathFunctions } from './math/index.ts';
import type { WgslFunction } from './math/wgsl-function.ts';

const library: Readonly<Record<string, WgslFunction>> = { ...mathFunctions, ...integerFunctions };

/** The functions of these names and all that they call, each once and after those that it calls. */
export function withDependencies(names: Iterable<string>): readonly WgslFunction[] {
  const ordered = new Map<string, WgslFunction>();
  const add = (name: string) => {
    if (ordered.has(name)) return;
    if (!Object.hasOwn(library, name)) throw new Error(`There is no WGSL function ${name}.`);
    const found = library[name];
    for (const needed of found.needs ?? []) add(needed);
    ordered.set(name, found);
  };
  for (const name of names) add(name);
  return [...ordered.values()];
}
