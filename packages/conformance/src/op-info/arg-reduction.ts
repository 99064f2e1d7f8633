export const argReductionInfos = {};
