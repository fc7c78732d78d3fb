import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createTestDatabases } from '../__testUtils__/databases';
import { DEFAULT_POLICY, Scenario } from '../__testUtils__/governanceFixtures';
import { organisation } from '../__testUtils__/organisation';
import { startChatbots } from '../__testUtils__/startChatbots';
import { recordedEvents } from '../__testUtils__/recordedEvents';

const databases = createTestDatabases();

/** The catalog's REST API with the organisation, on a port that stays the same while it comes and goes. */
class Catalog {
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}/api/catalog`;
  }

  async start(answers = true): Promise<void> {
    const server = createServer(async (req, res) => {
      if (!answers) {
        return;
      }
      const refs =
        req.method === 'POST'
          ? ((await json(req)) as { entityRefs: string[] }).entityRefs
          : undefined;
      const found = refs?.map(ref =>
        organisation.find(
          ({ kind, metadata }) =>
            `${kind}:default/${metadata.name}`.toLowerCase() === ref,
        ),
      );
      res.setHeader('Content-Type', 'application/json');
      res.end(
        JSON.stringify(
          found
            ? { items: found.map(entity => entity ?? null) }
            : organisation.filter(({ kind }) => kind === 'User'),
        ),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await new Promise<void>(resolve => {
      if (!server) {
        resolve();
        return;
      }
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

describe.each(databases.eachSupportedId())(
  'a catalog that is down on %s',
  id => {
    const catalog = new Catalog();

    afterEach(() => catalog.stop());

    it.each([
      ['refuses connections', false] as const,
      // Each question waits its whole time: once is enough.
      ...(id === 'SQLITE_3'
        ? [['accepts connections and never answers', true] as const]
        : []),
    ])(
      'stops no report and lets nobody decide, when it %s',
      async (_, hangs) => {
        await catalog.start();
        const knex = await databases.init(id);
        const { server, backend } = await startChatbots({
          knex,
          config: { chatbots: { policy: { file: DEFAULT_POLICY } } },
          // The real client asks the catalog where discovery says that it is.
          catalog: createServiceFactory({
            service: coreServices.discovery,
            deps: {},
            factory: () =>
              mockServices.discovery.mock({
                getBaseUrl: async () => catalog.url,
              }),
          }),
        });
        const scenario = await Scenario.begin(server);
        await scenario.version('1.0.0');
        const promotionId = await scenario.request('1.0.0', 'staging');
        const { body } = await scenario.person(
          'reviewer-one',
          'get',
          `/promotions/${promotionId}`,
        );
        const { promotion } = body as Api.PromotionDetail;
        const decide = async () => {
          const answer = await scenario.person(
            'reviewer-one',
            'post',
            `/promotions/${promotionId}/decisions`,
            { decision: 'approve', bindingDigest: promotion.bindingDigest },
          );
          return [answer.status, answer.body.error?.reason];
        };
        const requestByPipeline = async () => {
          const answer = await scenario.pipeline('post', '/promotions', {
            version: '1.1.0',
            stage: 'staging',
            run: { id: '1', actor: 'engineer' },
          });
          return [answer.status, answer.body.error?.reason];
        };
        const fetchPermit = async () => {
          const answer = await scenario.pipeline(
            'post',
            `/promotions/${promotionId}/permit`,
          );
          return [answer.status, answer.body.error?.reason];
        };
        const events = async () =>
          (await recordedEvents(knex)).map(({ type }) => type);
        const unavailable = [503, 'membership-unavailable'];

        await catalog.stop();
        if (hangs) {
          await catalog.start(false);
        }
        // Reports need no catalog.
        await scenario.version('1.1.0');
        const before = await events();
        expect(before).toContain('evaluation.reported');
        // Decisions and requests do, and are not guessed.
        expect(await decide()).toEqual(unavailable);
        expect(await requestByPipeline()).toEqual(unavailable);
        expect(await knex('decisions')).toEqual([]);
        expect(await events()).toEqual(before);
        const shown = await scenario
          .person('reviewer-one', 'get', `/promotions/${promotionId}`)
          .expect(200);
        expect(shown.body).toMatchObject({
          promotion: { state: 'requested' },
          mayDecide: { allowed: false, reasonCode: 'membership-unavailable' },
        });

        await catalog.stop();
        await catalog.start();
        expect(await decide()).toEqual([201, undefined]);

        await catalog.stop();
        // Whether the approver is still in the group is asked again at release.
        expect(await fetchPermit()).toEqual(unavailable);
        expect(await knex('permits')).toEqual([]);
        await catalog.start();
        expect(await fetchPermit()).toEqual([200, undefined]);
        await backend.stop();
      },
      120_000,
    );
  },
);
