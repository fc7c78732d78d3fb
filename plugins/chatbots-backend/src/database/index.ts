export * from './Actor';
export * from './AuditAppender';
export * from './Clock';
export * from './UnitOfWork';
export * from './connectDatabase';
export * from './json';
export * from './lockRows';
export type * from './tables';
