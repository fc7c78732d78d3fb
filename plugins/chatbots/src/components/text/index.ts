export * from './HiddenSummary';
export * from './LineTable';
export * from './TextLines';
export * from './VisibleText';
export * from './Written';
export { isolated } from '../../view';
