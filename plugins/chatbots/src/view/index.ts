export * from './describeError';
export * from './metricFormat';
export * from './time';
