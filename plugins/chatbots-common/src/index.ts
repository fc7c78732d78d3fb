/**
 * What a frontend or a module of Chatbot Portal needs: types, permissions, reason codes and entity kinds. The API client is `chatbots-common/api`, audit events are `chatbots-common/events`.
 *
 * @packageDocumentation
 */
export * from './entities';
export * from './errors';
export * from './model';
export * from './permissions';
