export * from './Actor';
export * from './Clock';
export * from './Follower';
export * from './UnitOfWork';
export * from './connectDatabase';
export * from './isPassing';
export * from './isPostgres';
export * from './json';
