export { EventKeys } from './EventKeys';
export type { Mac, MacProblem } from './EventKeys';
export { loadEventKeys, readEventKeys } from './loadEventKeys';
export { loadSigningKey } from './loadSigningKey';
export { SigningKey } from './SigningKey';
