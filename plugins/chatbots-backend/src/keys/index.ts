export { loadSigningKey } from './loadSigningKey';
export { SigningKey } from './SigningKey';
