import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  ScmHostProvider,
  scmHostServiceRef,
  ScmHosts,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import giteaScmHosts from '.';

describe('the service of git hosts', () => {
  /** What plugins get that depend on it. */
  async function provided(features: (typeof giteaScmHosts)[]) {
    const found = new Map<string, readonly ScmHostProvider[]>();
    const plugins = ['chatbots', 'scaffolder'].map(pluginId =>
      createBackendPlugin({
        pluginId,
        register(env) {
          env.registerInit({
            deps: { hosts: scmHostServiceRef },
            async init({ hosts }) {
              found.set(pluginId, hosts);
            },
          });
        },
      }),
    );
    const backend = await startTestBackend({
      features: [
        ...plugins,
        ...features,
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              gitea: [
                { host: 'git.example.com' },
                { host: '127.0.0.1:7008', baseUrl: 'http://127.0.0.1:7008' },
              ],
            },
          },
        }),
      ],
    });
    await backend.stop();
    return found;
  }

  it('gives every plugin the hosts of the configuration', async () => {
    const found = await provided([giteaScmHosts]);
    const hosts = new ScmHosts(found.get('chatbots')!);
    expect(hosts.hostnames).toContain('git.example.com');
    expect(hosts.byUrl('http://127.0.0.1:7008/a/b').kind).toBe('gitea');
    expect(found.get('scaffolder')).toEqual(found.get('chatbots'));
  });

  it('gives none without a module', async () => {
    const found = await provided([]);
    expect([...found.values()]).toEqual([[], []]);
  });
});
