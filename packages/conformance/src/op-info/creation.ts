export const creationInfos = {};
