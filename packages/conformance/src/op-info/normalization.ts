export const normalizationInfos = {};
