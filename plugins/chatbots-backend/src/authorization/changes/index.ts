export { AuthorizedChanges } from './AuthorizedChanges';
