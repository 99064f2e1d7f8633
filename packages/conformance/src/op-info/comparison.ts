export const comparisonInfos = {};
