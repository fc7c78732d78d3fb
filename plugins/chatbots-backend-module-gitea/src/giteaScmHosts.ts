import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { scmHostServiceRef } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { GiteaHost } from './GiteaHost';

/**
 * Serves every host of `integrations.gitea`. A root service: add it to the backend like a module.
 *
 * @public
 */
export const giteaScmHosts = createServiceFactory({
  service: scmHostServiceRef,
  deps: { config: coreServices.rootConfig },
  factory({ config }) {
    const integrations = ScmIntegrations.fromConfig(config).gitea.list();
    return {
      kind: 'gitea',
      hosts: integrations.map(one => new GiteaHost(one.config)),
    };
  },
});
