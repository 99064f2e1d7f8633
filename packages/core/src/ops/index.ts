/**
 * @file The op registry: every op of every family, by name. A family file that exports an op adds it here.
 */

import * as activation from './activation.ts';
import * as argReduction from './arg-reduction.ts';
import * as arithmetic from './arithmetic.ts';
import * as attention from './attention.ts';
import * as bessel from './bessel.ts';
import * as bitwise from './bitwise.ts';
import * as blocks from './blocks.ts';
import * as cast from './cast.ts';
import * as clip from './clip.ts';
import * as comparison from './comparison.ts';
import * as conv from './conv.ts';
import * as convTranspose from './conv-transpose.ts';
import * as creation from './creation.ts';
import * as diag from './diag.ts';
import * as dropout from './dropout.ts';
import * as einsum from './einsum.ts';
import * as embedding from './embedding.ts';
import * as gammaSample from './gamma-sample.ts';
import * as gather from './gather.ts';
import * as gradientFlow from './gradient-flow.ts';
import * as imageResize from './image-resize.ts';
import * as indexing from './indexing.ts';
import * as joining from './joining.ts';
import * as layout from './layout.ts';
import * as linalg from './linalg.ts';
import * as logical from './logical.ts';
import * as loss from './loss.ts';
import * as masking from './masking.ts';
import * as math from './math.ts';
import * as matmul from './matmul.ts';
import * as moments from './moments.ts';
import * as normalization from './normalization.ts';
import * as padding from './padding.ts';
import * as partition from './partition.ts';
import * as patches from './patches.ts';
import * as pooling from './pooling.ts';
import * as random from './random.ts';
import * as ranges from './ranges.ts';
import * as reduction from './reduction.ts';
import * as scan from './scan.ts';
import * as scatter from './scatter.ts';
import * as segment from './segment.ts';
import * as selection from './selection.ts';
import * as sequences from './sequences.ts';
import * as softmax from './softmax.ts';
import * as sorting from './sorting.ts';
import * as special from './special.ts';
import * as transfer from './transfer.ts';

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
  ...dropout,
  ...diag,
  ...einsum,
  ...embedding,
  ...gammaSample,
  ...gather,
  ...gradientFlow,
  ...imageResize,
  ...indexing,
  ...joining,
  ...layout,
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
  ...sorting,
  ...special,
  ...transfer,
};
