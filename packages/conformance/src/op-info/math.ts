export const mathInfos = {};
