export const momentsInfos = {};
