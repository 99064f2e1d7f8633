import { UnimplementedError } from '../../errors/index.ts';

const missing =
  (name: string) =>
  (_a?: number, _b?: unknown, _c?: unknown): number => {
    throw new UnimplementedError(`${name} is not written yet.`);
  };

export const erf = missing('erf');
export const erfc = missing('erfc');
export const erfinv = missing('erfinv');
export const logGamma = missing('logGamma');
export const digamma = missing('digamma');
export const hurwitzZeta = missing('hurwitzZeta');
export const lowerIncompleteGamma = missing('lowerIncompleteGamma');
export const upperIncompleteGamma = missing('upperIncompleteGamma');
export const lowerIncompleteGammaGradient = missing('lowerIncompleteGammaGradient');
export const incompleteBeta = missing('incompleteBeta');
