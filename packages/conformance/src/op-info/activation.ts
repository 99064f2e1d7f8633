export const activationInfos = {};
