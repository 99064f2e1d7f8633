export const selectionInfos = {};
