export const sortingInfos = {};
