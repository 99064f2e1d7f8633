export const transferInfos = {};
