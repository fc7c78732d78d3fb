export { createChanges, type ChangeServices } from './createChanges';
