/**
 * @file The op registry: every op of every family, by name. A family file that exports an op adds it here.
 */

import * as blocks from './array/blocks.ts';
import * as cast from './array/cast.ts';
import * as creation from './array/creation.ts';
import * as gather from './array/gather.ts';
import * as gradientFlow from './array/gradient-flow.ts';
import * as indexing from './array/indexing.ts';
import * as joining from './array/joining.ts';
import * as layout from './array/layout.ts';
import * as masking from './array/masking.ts';
import * as padding from './array/padding.ts';
import * as partition from './array/partition.ts';
import * as ranges from './array/ranges.ts';
import * as scatter from './array/scatter.ts';
import * as selection from './array/selection.ts';
import * as sequences from './array/sequences.ts';
import * as transfer from './array/transfer.ts';
import * as patches from './image/patches.ts';
import * as imageResize from './image/resize.ts';
import * as determinant from './linalg/determinant.ts';
import * as diag from './linalg/diag.ts';
import * as einsum from './linalg/einsum.ts';
import * as factorization from './linalg/factorization.ts';
import * as leastSquares from './linalg/least-squares.ts';
import * as matmul from './linalg/matmul.ts';
import * as linalg from './linalg/matrix.ts';
import * as solving from './linalg/solving.ts';
import * as argReduction from './math/arg-reduction.ts';
import * as arithmetic from './math/arithmetic.ts';
import * as bessel from './math/bessel.ts';
import * as bitwise from './math/bitwise.ts';
import * as clip from './math/clip.ts';
import * as comparison from './math/comparison.ts';
import * as math from './math/elementary.ts';
import * as logical from './math/logical.ts';
import * as reduction from './math/reduction.ts';
import * as scan from './math/scan.ts';
import * as segment from './math/segment.ts';
import * as sorting from './math/sorting.ts';
import * as special from './math/special.ts';
import * as activation from './nn/activation.ts';
import * as attention from './nn/attention.ts';
import * as conv from './nn/conv.ts';
import * as convTranspose from './nn/conv-transpose.ts';
import * as dropout from './nn/dropout.ts';
import * as embedding from './nn/embedding.ts';
import * as loss from './nn/loss.ts';
import * as moments from './nn/moments.ts';
import * as normalization from './nn/normalization.ts';
import * as pooling from './nn/pooling.ts';
import * as softmax from './nn/softmax.ts';
import * as gammaSample from './random/gamma-sample.ts';
import * as random from './random/stateful.ts';

/** All exports of the family files; the ops among them have a `record`. */
export const ops = {
  ...activation,
  ...argReduction,
  ...arithmetic,
  ...attention,
  ...bessel,
  ...bitwise,
  ...blocks,
  ...cast,
  ...clip,
  ...comparison,
  ...conv,
  ...convTranspose,
  ...creation,
  ...determinant,
  ...diag,
  ...dropout,
  ...einsum,
  ...embedding,
  ...factorization,
  ...gammaSample,
  ...gather,
  ...gradientFlow,
  ...imageResize,
  ...indexing,
  ...joining,
  ...layout,
  ...leastSquares,
  ...linalg,
  ...logical,
  ...loss,
  ...masking,
  ...matmul,
  ...math,
  ...moments,
  ...normalization,
  ...padding,
  ...partition,
  ...patches,
  ...pooling,
  ...random,
  ...ranges,
  ...reduction,
  ...scan,
  ...scatter,
  ...segment,
  ...selection,
  ...sequences,
  ...softmax,
  ...solving,
  ...sorting,
  ...special,
  ...transfer,
};
