export const bitwiseInfos = {};
