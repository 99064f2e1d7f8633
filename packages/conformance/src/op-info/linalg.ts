export const linalgInfos = {};
