export const poolingInfos = {};
