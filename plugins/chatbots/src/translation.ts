import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { auditMessages } from './translations/audit';
import { catalogMessages } from './translations/catalog';
import { entityMessages } from './translations/entity';
import { factsMessages } from './translations/facts';
import { promotionMessages } from './translations/promotion';
import { sharedMessages } from './translations/shared';
import { titleMessages } from './translations/title';
import { versionMessages } from './translations/version';
import { webhookMessages } from './translations/webhook';

/**
 * All texts of the plugin, one group of messages per area.
 *
 * @public
 */
export const chatbotsTranslationRef = createTranslationRef({
  id: 'plugin.chatbots',
  messages: {
    audit: auditMessages,
    catalog: catalogMessages,
    entity: entityMessages,
    facts: factsMessages,
    promotion: promotionMessages,
    shared: sharedMessages,
    title: titleMessages,
    version: versionMessages,
    webhook: webhookMessages,
  },
});
