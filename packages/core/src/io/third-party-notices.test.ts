import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import tsup from '../../tsup.config.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const unwrapped = (text: string) => text.replace(/\s+/g, ' ').trim();

test('the licence of every package that is bundled ships with this one', () => {
  const { noExternal } = tsup as { readonly noExternal: readonly string[] };
  expect(noExternal).toContain('fflate');
  const notices = unwrapped(read('THIRD_PARTY_NOTICES.md'));
  for (const name of noExternal) expect(notices).toContain(unwrapped(read(`node_modules/${name}/LICENSE`)));
  expect(JSON.parse(read('package.json')).files).toContain('THIRD_PARTY_NOTICES.md');
});
