export const randomInfos = {};
