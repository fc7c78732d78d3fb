export { hasOwner } from './hasOwner';
export { hasRiskClass } from './hasRiskClass';
export { isNamed } from './isNamed';
