export { EventKeys } from './EventKeys';
export type { Mac, MacProblem } from './EventKeys';
export { loadEventKeys, readEventKeyEntries } from './loadEventKeys';
export { loadSigningKey } from './loadSigningKey';
export { SigningKey } from './SigningKey';
