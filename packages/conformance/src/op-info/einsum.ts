export const einsumInfos = {};
