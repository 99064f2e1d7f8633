/**
 * @file Loading the recorded vectors that the package carries, in Node.
 */

import { readdir, readFile } from 'node:fs/promises';
import type { GoldenVectors } from './golden/golden-vectors.ts';
import { goldenVectors, readVectorFile } from './golden/vector-file.ts';

/** Where the package carries its vectors: beside `src`, and beside `dist`, into which this file is bundled. */
const goldenFolder = new URL('../golden/', import.meta.url);

/** Reads all recorded vectors. */
export async function loadGolden(folder: URL = goldenFolder): Promise<GoldenVectors> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.vectors.gz'));
  const files = await Promise.all(
    names.map(async (name) => readVectorFile(await readFile(new URL(name, folder)))),
  );
  return goldenVectors(files);
}
