export const specialInfos = {};
