import { describe, expect, test } from 'vitest';
import { resolveSamples, testedDTypes } from '../sample/resolve.ts';
import { opInfoFamilies, opInfos } from './index.ts';

test('an OpInfo stands under the name of its op, and once', () => {
  const names = opInfos.map((info) => info.name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(Object.entries(opInfoFamilies).filter(([, infos]) => infos.length > 0))(
  'every op of %s has samples in every dtype that it is tested in',
  (_family, infos) => {
    for (const info of infos) {
      for (const dtype of testedDTypes(info)) {
        expect(resolveSamples(info, dtype).length, `${info.name} ${dtype}`).toBeGreaterThan(0);
      }
    }
  },
);

describe('a reason', () => {
  test('stands wherever something is left out', () => {
    const reasons = opInfos.flatMap(({ name, tensorflow, gradient, tolerance, oracle }) => [
      ...(typeof tensorflow === 'object' && 'none' in tensorflow ? [[name, tensorflow.none]] : []),
      ...[gradient?.numeric, gradient?.second, gradient?.tensorflow].flatMap((left) =>
        left ? [[name, left.skip]] : [],
      ),
      ...(tolerance ? [[name, tolerance.why]] : []),
      ...(oracle ? [[name, oracle.testedDType]] : []),
    ]);
    for (const [name, reason] of reasons) expect(reason.length, name).toBeGreaterThan(3);
  });
});
