export * from './ComparePage';
