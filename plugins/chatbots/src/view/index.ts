export * from './describeError';
export * from './metricFormat';
export * from './newestIn';
export * from './time';
