import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import giteaScmHosts from '@chatbot-portal/backstage-plugin-chatbots-backend-module-gitea';
import {
  ScmHost,
  ScmHosts,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { describeScmHost } from '@chatbot-portal/backstage-plugin-chatbots-node/testUtils';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { PASSWORD, TestHost } from './testing/TestHost';

jest.setTimeout(60_000);

const DEPLOY = `name: deploy
run-name: promotion \${{ inputs.promotion }}, attempt \${{ inputs.attempt }}
on:
  workflow_dispatch:
    inputs:
      promotion:
        required: true
        type: string
      attempt:
        default: '1'
jobs:
  deploy:
    runs-on: self-hosted
    steps:
      - run: echo deployed
`;

/** What the module of Gitea makes of a host at this address. */
async function hostAt(url: string): Promise<ScmHost> {
  const providers = await ServiceFactoryTester.from(giteaScmHosts, {
    dependencies: [
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            gitea: [
              {
                host: new URL(url).host,
                baseUrl: url,
                username: 'portal',
                password: PASSWORD,
              },
            ],
          },
        },
      }),
    ],
  }).getSubject();
  return new ScmHosts(providers).byUrl(url);
}

describeScmHost('the local git host, by the module of Gitea', async () => {
  const test = await TestHost.start();
  const folder = await test.publish('contract', {
    '.github/workflows/deploy.yml': DEPLOY,
  });
  await test.commit(folder, { 'a.txt': '1' }, 'Second [skip ci]');
  const push = (branch: string) =>
    test.git(
      folder,
      'push',
      '--quiet',
      test.gitUrl('contract'),
      `HEAD:${branch}`,
    );
  await push('main');
  await test.commit(folder, { 'b.txt': '1' }, 'Third');
  await push('feature/x');
  const stops: (() => Promise<unknown>)[] = [() => test.remove()];
  return {
    host: await hostAt(test.url),
    repositoryUrl: `${test.url}/chatbot-team/contract`,
    branch: 'feature/x',
    async redirecting(to) {
      const server = createServer((_, response) => {
        response.writeHead(307, { Location: to }).end();
      });
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      stops.push(() => new Promise(resolve => server.close(resolve)));
      const { port } = server.address() as AddressInfo;
      return hostAt(`http://127.0.0.1:${port}`);
    },
    async stop() {
      await Promise.all(stops.map(stop => stop()));
    },
  };
});
