export const joiningInfos = {};
