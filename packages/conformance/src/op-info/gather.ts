export const gatherInfos = {};
