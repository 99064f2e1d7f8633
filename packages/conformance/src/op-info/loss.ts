export const lossInfos = {};
