export const logicalInfos = {};
