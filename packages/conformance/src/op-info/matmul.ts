export const matmulInfos = {};
