/**
 * Extension points of the chatbots backend plugin.
 *
 * @packageDocumentation
 */
export * from './auditAnchors';
export * from './signers';
