export const castInfos = {};
