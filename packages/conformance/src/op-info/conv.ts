export const convInfos = {};
