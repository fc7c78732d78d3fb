import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { CheckDefinition } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/**
 * Takes checks from modules.
 *
 * @public
 */
export interface ChecksExtensionPoint {
  /**
   * Adds types of checks, which policies may name from then on.
   *
   * @throws Error, which ends the start, for a type without the prefix of its module, one that was added before, and a definition
   * that lacks a part.
   */
  addCheck(...checks: CheckDefinition[]): void;
}

/**
 * Where modules of the chatbots plugin add checks.
 *
 * @public
 */
export const checksExtensionPoint = createExtensionPoint<ChecksExtensionPoint>({
  id: 'chatbots.checks',
});
