/**
 * @file Factorizations. Where factors are determined but for signs, what is compared is their products and magnitudes:
 * all that the factorization says.
 */

import {
  abs,
  add,
  cholesky,
  diagPart,
  eigh,
  eigvalsh,
  expandDims,
  lu,
  matmul,
  matrixTranspose,
  multiply,
  qr,
  svd,
  type Tensor,
} from '@tenon/core';
import { opInfo, type Tolerance } from '../op-info.ts';
import { filled, literal, normal, positiveDefinite, refused, sample } from '../samples.ts';
import { invertible, separated } from './matrix-samples.ts';

type Matrices = Tensor<'float64'>;

const backward: Tolerance = {
  ulp: 64,
  of: 'operands',
  why: 'a factorization is exact for a matrix some units away; the samples are well conditioned',
};

/** ½ (x + xᵀ): symmetric wherever x is moved to. */
const symmetric = (x: Tensor) => multiply(add(x as Matrices, matrixTranspose(x as Matrices)), 0.5);
export const symmetricAround = {
  around: (call: (...operands: readonly Tensor[]) => readonly Tensor[], x: Tensor) => call(symmetric(x)),
};

/** Columns times what they are weighed with: what is not determined has the weight 0. Only the first count. */
const weighed = (columns: Tensor, weights: Tensor) => {
  const count = weights.shape.at(-1) as number;
  const first = (columns as Matrices).at('...', `:${count}`);
  return multiply(first as Matrices, expandDims(weights as Matrices, -2));
};
/** QᵀQ. */
const gram = (q: Tensor) => matmul(q as Matrices, q as Matrices, { transposeA: true });

export const factorizationInfos = {
  cholesky: opInfo(cholesky, {
    tensorflow: {
      python: 'lambda input: tf.linalg.cholesky(0.5 * (input + tf.linalg.matrix_transpose(input)))',
    },
    samples: [
      sample([positiveDefinite([1, 1])]),
      sample([positiveDefinite([5, 5])]),
      sample([positiveDefinite([2, 3, 4, 4])]),
      sample([positiveDefinite([0, 3, 3])]),
      sample([positiveDefinite([2, 0, 0])]),
      sample([positiveDefinite([13, 13])]),
    ],
    errors: [
      refused(sample([normal([3])]), /cholesky: takes matrices/),
      refused(sample([normal([2, 3])]), /cholesky: takes square matrices/),
      refused(
        sample([
          literal([
            [1, 2],
            [2, 1],
          ]),
        ]),
        /^cholesky\(float32 \(2, 2\)\): Cholesky decomposition was not successful: the matrix is not positive definite.*order 2/,
      ),
      refused(
        sample([
          literal([
            [
              [1, 0],
              [0, 1],
            ],
            [
              [0, 0],
              [0, 1],
            ],
          ]),
        ]),
        /matrix \[1\] of the batch is not positive definite.*order 1/,
      ),
      refused(sample([filled([2, 2], NaN)]), /not positive definite/),
    ],
    tolerance: backward,
    ...symmetricAround,
  }),

  lu: opInfo(lu, {
    tensorflow: 'linalg.lu',
    samples: [
      sample([normal([1, 1])]),
      sample([normal([5, 5])]),
      sample([invertible([2, 3, 4, 4])]),
      sample([normal([0, 3, 3])]),
      sample([normal([2, 0, 0])]),
      sample([invertible([13, 13])]),
      // TensorFlow refuses singular matrices; their factorization is as good as any other.
      sample([
        literal([
          [1, 2],
          [2, 4],
        ]),
      ]),
      sample([filled([3, 3], 0)]),
    ],
    errors: [
      refused(sample([normal([3])]), /lu: takes matrices/),
      refused(sample([normal([2, 3])]), /lu: takes square matrices/),
    ],
    tolerance: backward,
    gradient: {
      samples: [sample([invertible([4, 4])]), sample([invertible([2, 3, 3])]), sample([normal([2, 0, 0])])],
      tensorflow: { skip: 'TensorFlow has no gradient of LU' },
    },
  }),

  qr: opInfo(qr, {
    tensorflow: {
      python:
        'lambda input, full_matrices=False: (lambda q, r: [q @ r, tf.abs(r), ' +
        'tf.abs(q[..., :min(r.shape[-2:])] * tf.linalg.diag_part(r)[..., None, :]), ' +
        'tf.matmul(q, q, transpose_a=True)])(*tf.linalg.qr(input, full_matrices))',
    },
    samples: [
      sample([separated([1, 1])]),
      sample([separated([5, 5])]),
      sample([separated([2, 5, 3])]),
      sample([separated([2, 3, 5])]),
      sample([separated([3, 5])], { fullMatrices: true }),
      sample([separated([5, 3])], { fullMatrices: true }),
      sample([normal([3, 0])]),
      sample([normal([0, 3])], { fullMatrices: true }),
      sample([separated([13, 7])]),
    ],
    errors: [refused(sample([normal([3])]), /qr: takes matrices/)],
    tolerance: backward,
    gradient: {
      samples: [
        sample([separated([4, 4])]),
        sample([separated([2, 5, 3])]),
        sample([separated([2, 3, 5])]),
        sample([separated([3, 5])], { fullMatrices: true }),
      ],
    },
    around: (call, input) => {
      const [q, r] = call(input);
      return [
        matmul(q as Matrices, r as Matrices),
        abs(r as Matrices),
        abs(weighed(q, diagPart(r as Matrices))),
        gram(q),
      ];
    },
  }),

  eigh: opInfo(eigh, {
    tensorflow: {
      python:
        'lambda tensor: (lambda e, v: [e, tf.abs(v * e[..., None, :]), ' +
        'tf.matmul(v * e[..., None, :], v, transpose_b=True), tf.matmul(v, v, transpose_a=True)])(*tf.linalg.eigh(tensor))',
    },
    samples: [
      sample([separated([1, 1])]),
      sample([separated([5, 5])]),
      sample([separated([2, 3, 4, 4])]),
      sample([normal([0, 3, 3])]),
      sample([normal([2, 0, 0])]),
      sample([separated([13, 13])]),
    ],
    special: [
      sample([
        literal([
          [2, 0, 0],
          [0, 2, 0],
          [0, 0, 2],
        ]),
      ]),
      sample([filled([3, 3], 0)]),
    ],
    errors: [
      refused(sample([normal([3])]), /eigh: takes matrices/),
      refused(sample([normal([2, 3])]), /eigh: takes square matrices/),
      refused(sample([filled([2, 2], NaN)]), /Self-adjoint eigen decomposition was not successful/),
    ],
    tolerance: backward,
    gradient: {
      samples: [sample([separated([4, 4])]), sample([separated([2, 3, 3])])],
      ulp: {
        limit: 512,
        why: 'eigenvectors are off by units over the gaps of eigenvalues, gradients by its square',
      },
    },
    around: (call, tensor) => {
      const [e, v] = call(tensor);
      return [e, abs(weighed(v, e)), matmul(weighed(v, e), v as Matrices, { transposeB: true }), gram(v)];
    },
  }),

  eigvalsh: opInfo(eigvalsh, {
    tensorflow: 'linalg.eigvalsh',
    samples: [
      sample([separated([1, 1])]),
      sample([separated([5, 5])]),
      sample([separated([2, 3, 4, 4])]),
      sample([normal([2, 0, 0])]),
    ],
    errors: [
      refused(sample([normal([2, 3])]), /eigvalsh: takes square matrices/),
      refused(sample([filled([2, 2], Infinity)]), /Self-adjoint eigen decomposition was not successful/),
    ],
    tolerance: backward,
    gradient: { samples: [sample([separated([4, 4])]), sample([separated([2, 3, 3])])] },
  }),

  svd: opInfo(svd, {
    tensorflow: {
      python:
        'lambda tensor, full_matrices=False, compute_uv=True: (lambda s, u, v: [s, ' +
        'tf.abs(u[..., :s.shape[-1]] * s[..., None, :]), tf.abs(v[..., :s.shape[-1]] * s[..., None, :]), ' +
        'tf.matmul(u[..., :s.shape[-1]] * s[..., None, :], v[..., :s.shape[-1]], transpose_b=True), ' +
        'tf.matmul(u, u, transpose_a=True), tf.matmul(v, v, transpose_a=True)])(*tf.linalg.svd(tensor, full_matrices)) ' +
        'if compute_uv else tf.linalg.svd(tensor, compute_uv=False)',
    },
    samples: [
      sample([separated([1, 1])]),
      sample([separated([5, 5])]),
      sample([separated([2, 5, 3])]),
      sample([separated([2, 3, 5])]),
      sample([separated([3, 5])], { fullMatrices: true }),
      sample([separated([5, 3])], { fullMatrices: true }),
      sample([separated([5, 3])], { computeUv: false }),
      sample([normal([3, 0])]),
      sample([normal([0, 3])], { fullMatrices: true }),
      sample([separated([13, 7])]),
    ],
    special: [
      sample([filled([3, 2], 0)]),
      sample([
        literal([
          [1, 0],
          [0, 1],
          [0, 0],
        ]),
      ]),
    ],
    errors: [
      refused(sample([normal([3])]), /svd: takes matrices/),
      refused(sample([filled([3, 2], NaN)]), /Singular value decomposition was not successful/),
    ],
    tolerance: backward,
    gradient: {
      samples: [
        sample([separated([4, 4])]),
        sample([separated([2, 5, 3])]),
        sample([separated([2, 3, 5])]),
        sample([separated([4, 3])], { fullMatrices: true }),
        sample([separated([3, 4])], { fullMatrices: true }),
        sample([separated([5, 3])], { computeUv: false }),
      ],
    },
    around: (call, tensor) => {
      const [s, u, v] = call(tensor);
      if (!u || !v) return [s];
      const thin = (v as Matrices).at('...', `:${s.shape.at(-1)}`);
      return [
        s,
        abs(weighed(u, s)),
        abs(weighed(v, s)),
        matmul(weighed(u, s), thin as Matrices, { transposeB: true }),
        gram(u),
        gram(v),
      ];
    },
  }),
};
