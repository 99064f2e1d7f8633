import { expect, test } from 'vitest';
import { floating } from '../../dtype/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { elementwise } from './elementwise.ts';
import { signature } from './op.ts';

test('only a composite may have optional inputs, since a kernel has no view of what is not there', () => {
  const define = () =>
    elementwise('scaled', {
      inputs: ['x', 'scale?'],
      dtypes: floating,
      call: signature<(x: Tensor, scale?: Tensor) => Tensor>(),
      program: (_s, { x }) => x,
    });
  expect(define).toThrow(/scaled: an op of kind elementwise takes no optional inputs/);
});
