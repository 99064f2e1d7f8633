/**
 * @file The vectors that the conformance kit carries, in a page: asked of the server, which knows their names.
 */

/// <reference types="vite/client" />
import { type GoldenVectors, goldenVectors, readVectorFile } from '@tenon/conformance';

const urls = import.meta.glob<string>('../../conformance/golden/*.vectors.gz', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Fetches all recorded vectors. */
export async function fetchGoldenVectors(): Promise<GoldenVectors> {
  const files = await Promise.all(
    Object.values(urls).map(async (url) =>
      readVectorFile(new Uint8Array(await (await fetch(url)).arrayBuffer())),
    ),
  );
  return goldenVectors(files);
}
