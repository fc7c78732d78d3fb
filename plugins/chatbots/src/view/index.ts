export * from './describeError';
export * from './fieldProblems';
export * from './isolated';
export * from './metricFormat';
export * from './newestIn';
export * from './time';
