export const softmaxInfos = {};
