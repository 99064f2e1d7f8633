export const indexingInfos = {};
