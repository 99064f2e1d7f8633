export const paddingInfos = {};
