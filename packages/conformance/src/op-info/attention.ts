export const attentionInfos = {};
