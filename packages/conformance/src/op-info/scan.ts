export const scanInfos = {};
