export { ComparePage } from './ComparePage';
export {
  ComparisonSections,
  type ComparisonSectionsProps,
} from './ComparisonSections';
