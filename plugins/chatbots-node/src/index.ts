/**
 * Extension points of the chatbots backend plugin, and the services that it shares with others.
 *
 * @packageDocumentation
 */
export * from './AuditAnchor';
export * from './auditAnchorsExtensionPoint';
export * from './scm';
