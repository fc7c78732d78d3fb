export { KeyboardOperator } from './KeyboardOperator';
export { MouseOperator } from './MouseOperator';
export type { Operator } from './Operator';
