/**
 * What a frontend or a module of Chatbot Portal needs: types, permissions, reason codes, entity kinds and the API client.
 *
 * @packageDocumentation
 */
export * from './entities';
export * from './errors';
export * from './generated';
export * from './model';
export * from './permissions';
