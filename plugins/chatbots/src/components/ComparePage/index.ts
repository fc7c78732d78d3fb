export { ComparePage } from './ComparePage';
export { FactRows } from './FactRows';
export {
  ComparisonSections,
  type ComparisonSectionsProps,
} from './ComparisonSections';
