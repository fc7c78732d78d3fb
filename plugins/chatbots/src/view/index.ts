export * from './describeError';
export * from './fieldProblems';
export * from './metricFormat';
export * from './newestIn';
export * from './time';
