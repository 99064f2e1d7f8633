/**
 * @file The vectors that the conformance kit carries, in a page: as data URLs, for the server takes the ending
 * of a file for its encoding and has the browser decompress it.
 */

/// <reference types="vite/client" />
import { type GoldenVectors, goldenVectors, readVectorFile } from '@tenon/conformance';

const urls = import.meta.glob<string>('../../../packages/conformance/golden/*.vectors.gz', {
  query: '?inline',
  import: 'default',
  eager: true,
});

/** Reads all recorded vectors. */
export async function goldenVectorsOfPage(): Promise<GoldenVectors> {
  const files = await Promise.all(
    Object.values(urls).map(async (url) =>
      readVectorFile(new Uint8Array(await (await fetch(url)).arrayBuffer())),
    ),
  );
  return goldenVectors(files);
}
