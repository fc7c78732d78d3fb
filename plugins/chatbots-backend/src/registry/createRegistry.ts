import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { GovernanceServices } from '../governance';
import { PluginContext } from '../PluginContext';
import { RegistryServices } from './RegistryServices';

/** Builds the registry. */
export async function createRegistry(
  _context: PluginContext,
  _governance: GovernanceServices,
): Promise<RegistryServices> {
  return {
    pipelineAuthenticator: {
      authenticate: async () => {
        throw reasoned('token-invalid', 'The pipeline token is unknown');
      },
    },
  };
}
