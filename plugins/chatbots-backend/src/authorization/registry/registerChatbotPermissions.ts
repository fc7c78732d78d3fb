import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  chatbotAdministerPermission,
  chatbotReadPermission,
  chatbotRegisterPermission,
  policyActivatePermission,
  policyProposePermission,
  policyReadPermission,
  promotionDecidePermission,
  promotionReadPermission,
  promotionRequestPermission,
  tokenManagePermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { findChatbotsByName } from '../../database/chatbots';
import { chatbotResourceRef } from './chatbotResource';
import { hasOwner, hasRiskClass, isNamed } from './rules';

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
  ]);
  permissionsRegistry.addResourceType({
    resourceRef: chatbotResourceRef,
    permissions: [
      chatbotReadPermission,
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
