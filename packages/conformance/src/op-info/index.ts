/**
 * @file Every op's `OpInfo`, by family. A type makes it complete: an op of core without one does not compile.
 */

import type { ops } from '@tenon/core';
import { blocksInfos } from './array/blocks.ts';
import { castInfos } from './array/cast.ts';
import { creationInfos } from './array/creation.ts';
import { gatherInfos } from './array/gather.ts';
import { gradientFlowInfos } from './array/gradient-flow.ts';
import { indexingInfos } from './array/indexing.ts';
import { joiningInfos } from './array/joining.ts';
import { layoutInfos } from './array/layout.ts';
import { paddingInfos } from './array/padding.ts';
import { rangesInfos } from './array/ranges.ts';
import { scatterInfos } from './array/scatter.ts';
import { selectionInfos } from './array/selection.ts';
import { sequencesInfos } from './array/sequences.ts';
import { transferInfos } from './array/transfer.ts';
import { patchesInfos } from './image/patches.ts';
import { imageResizeInfos } from './image/resize.ts';
import { determinantInfos } from './linalg/determinant.ts';
import { diagInfos } from './linalg/diag.ts';
import { einsumInfos } from './linalg/einsum.ts';
import { factorizationInfos } from './linalg/factorization.ts';
import { leastSquaresInfos } from './linalg/least-squares.ts';
import { matmulInfos } from './linalg/matmul.ts';
import { linalgInfos } from './linalg/matrix.ts';
import { solvingInfos } from './linalg/solving.ts';
import { argReductionInfos } from './math/arg-reduction.ts';
import { arithmeticInfos } from './math/arithmetic.ts';
import { besselInfos } from './math/bessel.ts';
import { bitwiseInfos } from './math/bitwise.ts';
import { clipInfos } from './math/clip.ts';
import { comparisonInfos } from './math/comparison.ts';
import { mathInfos } from './math/elementary.ts';
import { logicalInfos } from './math/logical.ts';
import { reductionInfos } from './math/reduction.ts';
import { scanInfos } from './math/scan.ts';
import { segmentInfos } from './math/segment.ts';
import { sortingInfos } from './math/sorting.ts';
import { specialInfos } from './math/special.ts';
import { activationInfos } from './nn/activation.ts';
import { attentionInfos } from './nn/attention.ts';
import { convInfos } from './nn/conv.ts';
import { convTransposeInfos } from './nn/conv-transpose.ts';
import { embeddingInfos } from './nn/embedding.ts';
import { lossInfos } from './nn/loss.ts';
import { momentsInfos } from './nn/moments.ts';
import { normalizationInfos } from './nn/normalization.ts';
import { poolingInfos } from './nn/pooling.ts';
import { softmaxInfos } from './nn/softmax.ts';
import type { OpInfo } from './op-info.ts';
import { randomInfos } from './random/stateful.ts';

/** The families, by the names of core's. Add a new family here. */
const families = {
  activation: activationInfos,
  argReduction: argReductionInfos,
  arithmetic: arithmeticInfos,
  attention: attentionInfos,
  bessel: besselInfos,
  bitwise: bitwiseInfos,
  blocks: blocksInfos,
  cast: castInfos,
  clip: clipInfos,
  comparison: comparisonInfos,
  conv: convInfos,
  convTranspose: convTransposeInfos,
  creation: creationInfos,
  determinant: determinantInfos,
  diag: diagInfos,
  einsum: einsumInfos,
  embedding: embeddingInfos,
  factorization: factorizationInfos,
  gather: gatherInfos,
  imageResize: imageResizeInfos,
  gradientFlow: gradientFlowInfos,
  indexing: indexingInfos,
  joining: joiningInfos,
  layout: layoutInfos,
  leastSquares: leastSquaresInfos,
  linalg: linalgInfos,
  logical: logicalInfos,
  loss: lossInfos,
  math: mathInfos,
  matmul: matmulInfos,
  moments: momentsInfos,
  normalization: normalizationInfos,
  padding: paddingInfos,
  patches: patchesInfos,
  pooling: poolingInfos,
  random: randomInfos,
  ranges: rangesInfos,
  reduction: reductionInfos,
  scan: scanInfos,
  scatter: scatterInfos,
  segment: segmentInfos,
  selection: selectionInfos,
  sequences: sequencesInfos,
  softmax: softmaxInfos,
  solving: solvingInfos,
  sorting: sortingInfos,
  special: specialInfos,
  transfer: transferInfos,
};

/** The names of the ops among what core's families export. */
type Registered = {
  [K in keyof typeof ops]: (typeof ops)[K] extends { readonly record: { readonly name: infer Name } }
    ? Name
    : never;
}[keyof typeof ops];

/** The names of the ops that have an OpInfo. */
type Known = {
  [F in keyof typeof families]: {
    [K in keyof (typeof families)[F]]: (typeof families)[F][K] extends OpInfo<infer Name> ? Name : never;
  }[keyof (typeof families)[F]];
}[keyof typeof families];

/** Compiles only if no op is without its OpInfo; the error names those that are. */
type Complete<Missing extends never> = Missing;
export type EveryOpIsKnown = Complete<Exclude<Registered, Known>>;

/** What the kit knows of every op, by family. */
export const opInfoFamilies: Readonly<Record<string, readonly OpInfo[]>> = Object.fromEntries(
  Object.entries<Record<string, OpInfo>>(families).map(([family, infos]) => [family, Object.values(infos)]),
);

/** What the kit knows of every op, in the order of the families. */
export const opInfos: readonly OpInfo[] = Object.values(opInfoFamilies).flat();
