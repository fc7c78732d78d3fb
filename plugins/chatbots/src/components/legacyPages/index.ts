export { LegacyApprovalsPage } from './LegacyApprovalsPage';
export { LegacyAuditPage } from './LegacyAuditPage';
export { LegacyChatbotsPage } from './LegacyChatbotsPage';
export { LegacyWebhooksPage } from './LegacyWebhooksPage';
