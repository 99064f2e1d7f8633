import { expect, test } from 'vitest';
import { folderOrderViolations } from './folder-order.ts';
import { parseSourceFile } from './source-files.ts';

const file = (name: string, text: string) => parseSourceFile(`packages/core/src/${name}`, text);

test('importing from an earlier folder, or from the same one, is in order', () => {
  const files = [
    file('dtype/dtypes.ts', ''),
    file('ops/math.ts', "import '../dtype/dtypes.ts'; import './nn.ts';"),
    file('ops/nn.ts', ''),
    file('index.ts', "export * from './ops/math.ts';"),
  ];
  expect(folderOrderViolations(files)).toEqual([]);
});

test('importing from a later folder is reported with its line', () => {
  const files = [file('shape/a.ts', "\n\nimport type { T } from '../tensor/b.ts';"), file('tensor/b.ts', '')];
  expect(folderOrderViolations(files)).toEqual([
    'packages/core/src/shape/a.ts:3 imports packages/core/src/tensor/b.ts, but tensor/ comes after shape/',
  ]);
});

test('a test may import from a later folder', () => {
  const files = [file('shape/a.test.ts', "import '../tensor/b.ts';"), file('tensor/b.ts', '')];
  expect(folderOrderViolations(files)).toEqual([]);
});

test('a folder that the list does not have is reported once', () => {
  const files = [file('utils/a.ts', ''), file('utils/b.ts', "import '../io/c.ts';"), file('io/c.ts', '')];
  expect(folderOrderViolations(files)).toEqual([
    "packages/core/src/utils is not in the list of core's folders (tools/structure/src/rules.ts)",
  ]);
});

test('importing an entry point from inside is reported', () => {
  const files = [file('io/a.ts', "import '../index.ts';"), file('index.ts', '')];
  expect(folderOrderViolations(files)).toEqual([
    'packages/core/src/io/a.ts:1 imports an entry point; import the file that defines it',
  ]);
});

test('other packages have no order', () => {
  const files = [
    parseSourceFile('packages/x/src/shape/a.ts', "import '../tensor/b.ts';"),
    parseSourceFile('packages/x/src/tensor/b.ts', ''),
  ];
  expect(folderOrderViolations(files)).toEqual([]);
});
