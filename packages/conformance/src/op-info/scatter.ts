export const scatterInfos = {};
