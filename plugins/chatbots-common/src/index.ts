/**
 * Types, permissions, API client and the pure rules of Chatbot Portal.
 *
 * @packageDocumentation
 */
export * from './audit';
export * from './checkpoint';
export * from './errors';
export * from './digest';
export * from './merkle';
export * from './permit';
export * from './pipeline';
export * from './model';
export * from './promotion';
export * from './statistics';
export * from './generated';
export * from './policy';
export * from './checks';
export * from './permissions';
export * from './entities';
export * from './compare';
export * from './commits';
