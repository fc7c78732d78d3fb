/**
 * Extension points of the chatbots backend plugin.
 *
 * @packageDocumentation
 */
export * from './AuditAnchor';
export * from './auditAnchorsExtensionPoint';
export * from './checksExtensionPoint';
