/**
 * @file Every op's `OpInfo`, by name. A type makes it complete: an op of core without one does not compile.
 */

import type { ops } from '@tenon/core';
import { activationInfos } from './activation.ts';
import { argReductionInfos } from './arg-reduction.ts';
import { arithmeticInfos } from './arithmetic.ts';
import { attentionInfos } from './attention.ts';
import { bitwiseInfos } from './bitwise.ts';
import { castInfos } from './cast.ts';
import { clipInfos } from './clip.ts';
import { comparisonInfos } from './comparison.ts';
import { convInfos } from './conv.ts';
import { creationInfos } from './creation.ts';
import { einsumInfos } from './einsum.ts';
import { gatherInfos } from './gather.ts';
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
import { poolingInfos } from './pooling.ts';
import { randomInfos } from './random.ts';
import { reductionInfos } from './reduction.ts';
import { scanInfos } from './scan.ts';
import { scatterInfos } from './scatter.ts';
import { segmentInfos } from './segment.ts';
import { selectionInfos } from './selection.ts';
import { softmaxInfos } from './softmax.ts';
import { sortingInfos } from './sorting.ts';
import { specialInfos } from './special.ts';
import { transferInfos } from './transfer.ts';

/** The ops among what core's families export, by the name they are exported under. */
type Registered = {
  readonly [K in keyof typeof ops as (typeof ops)[K] extends { readonly record: { readonly name: string } }
    ? K
    : never]: (typeof ops)[K] extends { readonly record: { readonly name: infer Name extends string } }
    ? OpInfo<Name>
    : never;
};

const infos = {
  ...activationInfos,
  ...argReductionInfos,
  ...arithmeticInfos,
  ...attentionInfos,
  ...bitwiseInfos,
  ...castInfos,
  ...clipInfos,
  ...comparisonInfos,
  ...convInfos,
  ...creationInfos,
  ...einsumInfos,
  ...gatherInfos,
  ...indexingInfos,
  ...joiningInfos,
  ...layoutInfos,
  ...linalgInfos,
  ...logicalInfos,
  ...lossInfos,
  ...mathInfos,
  ...matmulInfos,
  ...momentsInfos,
  ...normalizationInfos,
  ...paddingInfos,
  ...poolingInfos,
  ...randomInfos,
  ...reductionInfos,
  ...scanInfos,
  ...scatterInfos,
  ...segmentInfos,
  ...selectionInfos,
  ...softmaxInfos,
  ...sortingInfos,
  ...specialInfos,
  ...transferInfos,
} satisfies Registered;

/** What the kit knows of every op, in the order of the families. */
export const opInfos: readonly OpInfo[] = Object.values<OpInfo>(infos);
