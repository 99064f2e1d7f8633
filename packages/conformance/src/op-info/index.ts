/**
 * @file Every op's `OpInfo`, by family. A type makes it complete: an op of core without one does not compile.
 */

import type { ops } from '@tenon/core';
import { activationInfos } from './activation.ts';
import { argReductionInfos } from './arg-reduction.ts';
import { arithmeticInfos } from './arithmetic.ts';
import { attentionInfos } from './attention.ts';
import { besselInfos } from './bessel.ts';
import { bitwiseInfos } from './bitwise.ts';
import { blocksInfos } from './blocks.ts';
import { castInfos } from './cast.ts';
import { clipInfos } from './clip.ts';
import { comparisonInfos } from './comparison.ts';
import { convInfos } from './conv.ts';
import { convTransposeInfos } from './conv-transpose.ts';
import { creationInfos } from './creation.ts';
import { diagInfos } from './diag.ts';
import { einsumInfos } from './einsum.ts';
import { embeddingInfos } from './embedding.ts';
import { gatherInfos } from './gather.ts';
import { gradientFlowInfos } from './gradient-flow.ts';
import { imageResizeInfos } from './image-resize.ts';
import { indexingInfos } from './indexing.ts';
import { joiningInfos } from './joining.ts';
import { layoutInfos } from './layout.ts';
import { linalgInfos } from './linalg.ts';
import { logicalInfos } from './logical.ts';
import { lossInfos } from './loss.ts';
import { mathInfos } from './math.ts';
import { matmulInfos } from './matmul.ts';
import { momentsInfos } from './moments.ts';
import { normalizationInfos } from './normalization.ts';
import type { OpInfo } from './op-info.ts';
import { paddingInfos } from './padding.ts';
import { patchesInfos } from './patches.ts';
import { poolingInfos } from './pooling.ts';
import { randomInfos } from './random.ts';
import { rangesInfos } from './ranges.ts';
import { reductionInfos } from './reduction.ts';
import { scanInfos } from './scan.ts';
import { scatterInfos } from './scatter.ts';
import { segmentInfos } from './segment.ts';
import { selectionInfos } from './selection.ts';
import { sequencesInfos } from './sequences.ts';
import { softmaxInfos } from './softmax.ts';
import { sortingInfos } from './sorting.ts';
import { specialInfos } from './special.ts';
import { transferInfos } from './transfer.ts';

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
  diag: diagInfos,
  einsum: einsumInfos,
  embedding: embeddingInfos,
  gather: gatherInfos,
  imageResize: imageResizeInfos,
  gradientFlow: gradientFlowInfos,
  indexing: indexingInfos,
  joining: joiningInfos,
  layout: layoutInfos,
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
