/**
 * The pure rules of Chatbot Portal: whether a version may go to a stage, and how that is proved.
 *
 * @packageDocumentation
 */
export * from './checks';
export * from './commits';
export * from './compare';
export * from './export';
export * from './permit';
export * from './policy';
export * from './promotion';
export * from './statistics';
export * from './text';
export * from './versions';
