import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  chatbotAdministerPermission,
  chatbotReadPermission,
  chatbotRegisterPermission,
  factsDecidePermission,
  factsProposePermission,
  policyActivatePermission,
  policyProposePermission,
  policyReadPermission,
  promotionDecidePermission,
  promotionReadPermission,
  promotionRequestPermission,
  tokenManagePermission,
  webhookReadPermission,
  webhookRedeliverPermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import {
  chatbotResourceRef,
  hasOwner,
  hasRiskClass,
  isNamed,
} from './chatbotRules';
import { findChatbotsByName } from '../database/chatbots';

/** Tells the permission framework about chatbots, what may be asked about them and by which rules. */
export function registerChatbotPermissions(
  permissionsRegistry: PermissionsRegistryService,
  knex: Knex,
): void {
  permissionsRegistry.addPermissions([
    chatbotRegisterPermission,
    chatbotAdministerPermission,
    policyReadPermission,
    policyProposePermission,
    policyActivatePermission,
    webhookReadPermission,
    webhookRedeliverPermission,
  ]);
  permissionsRegistry.addResourceType({
    resourceRef: chatbotResourceRef,
    permissions: [
      chatbotReadPermission,
      factsProposePermission,
      factsDecidePermission,
      tokenManagePermission,
      promotionReadPermission,
      promotionRequestPermission,
      promotionDecidePermission,
    ],
    rules: [hasOwner, hasRiskClass, isNamed],
    getResources: async names => {
      const rows = await findChatbotsByName(knex, names);
      const byName = new Map(rows.map(row => [row.name, row]));
      return names.map(name => byName.get(name));
    },
  });
}
