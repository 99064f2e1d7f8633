export const clipInfos = {};
