/**
 * Extension points of the chatbots backend plugin, and the services that it shares with others.
 *
 * @packageDocumentation
 */
export * from './auditAnchors';
export * from './signers';
export * from './EventSink';
export * from './eventSinksExtensionPoint';
export * from './checksExtensionPoint';
export * from './people';
export * from './scm';
