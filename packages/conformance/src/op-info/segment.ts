export const segmentInfos = {};
