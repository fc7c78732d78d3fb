export * from './errors';
export * from './digest';
export * from './merkle';
export * from './model';
export * from './promotion';
export * from './statistics';
export * from './generated';
export * from './policy';
