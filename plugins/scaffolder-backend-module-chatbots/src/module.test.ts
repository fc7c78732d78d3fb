import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import giteaScmHosts from '@chatbot-portal/backstage-plugin-chatbots-backend-module-gitea';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import scaffolderModuleChatbots from './index';
import { Loopback } from './__testUtils__/startLoopback';
import {
  integrationsOf,
  REPOSITORY,
  startWorld,
} from './__testUtils__/startWorld';

jest.setTimeout(60_000);

/** In the token, and in nothing that the scaffolder keeps. */
const TOKEN = 'cbp_Zm9yIHRoZSBwaXBlbGluZSBvbmx5_1';
const SECRET = `PUT ${REPOSITORY}/actions/secrets/CHATBOT_PORTAL_TOKEN`;
const VARIABLE = `PUT ${REPOSITORY}/actions/variables/CHATBOT_PORTAL_URL`;
const START = `POST ${REPOSITORY}/actions/workflows/ci.yml/dispatches`;
const ENDED = ['completed', 'failed', 'cancelled'];

function templateOf({ host }: Loopback) {
  const repoUrl = `${host}?owner=chatbots&repo=support-bot`;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'bot', namespace: 'default' },
    spec: {
      type: 'service',
      parameters: {},
      steps: [
        { id: 'pin', action: 'chatbots:permit-keys:pin' },
        {
          id: 'register',
          action: 'chatbots:chatbot:register',
          input: {
            name: 'support-bot',
            title: 'Support bot',
            owner: 'group:default/chatbot-team',
            riskClass: 'limited',
            repoUrl,
          },
        },
        {
          id: 'issue',
          action: 'chatbots:pipeline-token:issue',
          input: { name: '${{ steps.register.output.chatbot }}', repoUrl },
        },
        {
          id: 'configure',
          action: 'chatbots:pipeline:configure',
          input: { name: 'support-bot', repoUrl },
        },
        {
          id: 'start',
          action: 'chatbots:pipeline:start',
          input: { name: 'support-bot', repoUrl },
        },
        {
          id: 'log',
          action: 'debug:log',
          input: { message: '${{ steps | dump }}', listWorkspace: true },
        },
      ],
      output: { steps: '${{ steps | dump }}' },
    },
  };
}

describe('scaffolderModuleChatbots', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const workspaces = createMockDirectory();
  let loopback: Loopback;
  let backend: TestBackend | undefined;

  beforeEach(async () => {
    ({ loopback } = await startWorld());
    loopback.answers
      .set('GET /api/chatbots/.well-known/chatbot-portal/keys', () => ({
        body: { keys: [{ use: 'permit', keyId: 'a' }] },
      }))
      .set('POST /api/chatbots/v1/chatbots', () => ({
        status: 201,
        body: {
          name: 'support-bot',
          entityRef: 'component:default/support-bot',
        },
      }))
      .set('GET /api/chatbots/v1/chatbots/support-bot', () => ({
        body: { chatbot: { repository: { host: loopback.host, id: '42' } } },
      }))
      .set('POST /api/chatbots/v1/chatbots/support-bot/tokens', () => ({
        status: 201,
        body: {
          token: TOKEN,
          record: { id: 'token-1', expiresAt: '2027-01-01T00:00:00.000Z' },
        },
      }))
      .set(
        'DELETE /api/chatbots/v1/chatbots/support-bot/tokens/token-1',
        () => ({ status: 204 }),
      )
      .set('GET /api/chatbots/v1/chatbots/support-bot/tokens', () => ({
        body: { items: [] },
      }))
      .set(VARIABLE, () => ({ status: 204 }))
      .set(START, () => ({
        body: { workflow_run_id: 1, html_url: `${loopback.url}/run/1` },
      }))
      .set(SECRET, () => ({ status: 201 }));
  });

  afterEach(async () => {
    await backend?.stop();
    await loopback.stop();
  });

  /** Runs the template in the real scaffolder; tells how it ended and everything that was kept of it. */
  async function runTemplate() {
    const knex = await databases.init('SQLITE_3');
    // The scaffolder goes on asking its database for tasks after it was stopped. In memory it can stay open: closed, the
    // question would fail as an unhandled rejection in whatever test comes next.
    jest.spyOn(knex.client, 'destroy').mockResolvedValue(undefined);
    const logger = mockServices.rootLogger.mock();
    logger.child.mockReturnValue(logger);
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleChatbots,
        giteaScmHosts,
        catalogServiceMock.factory({ entities: [templateOf(loopback)] }),
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: {
            backend: {
              baseUrl: 'http://localhost:7007',
              workingDirectory: workspaces.path,
            },
            integrations: integrationsOf(loopback),
          },
        }),
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: coreServices.discovery,
          deps: {},
          factory: () =>
            mockServices.discovery.mock({
              getBaseUrl: async plugin => `${loopback.url}/api/${plugin}`,
            }),
        }),
      ],
    });
    const { server } = backend;
    const { body: task } = await request(server)
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: 'template:default/bot', values: {} })
      .expect(201);
    const path = `/api/scaffolder/v2/tasks/${task.id}`;
    let state = (await request(server).get(path)).body;
    while (!ENDED.includes(state.status)) {
      await sleep(100);
      state = (await request(server).get(path)).body;
    }
    const events = (await request(server).get(`${path}/events`)).body;
    // What an open page was told; it ends with the task.
    const stream = await request(server)
      .get(`${path}/eventstream`)
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', part => {
          text += part;
        });
        response.on('end', () => done(null, text));
      });
    const tables = await knex('sqlite_master').where({ type: 'table' });
    const rows: unknown[] = [];
    for (const { name } of tables) {
      rows.push(name, await knex(name));
    }
    const log = [logger.debug, logger.info, logger.warn, logger.error].map(
      ({ mock }) => mock.calls,
    );
    return {
      status: state.status,
      events: JSON.stringify(events),
      stream: String(stream.body),
      rows: JSON.stringify(rows),
      log: JSON.stringify(log),
      files: JSON.stringify(workspaces.content()),
    };
  }

  it('hands the pipeline its token, and the scaffolder keeps none of it', async () => {
    const { status, ...kept } = await runTemplate();
    expect({ status, events: kept.events }).toMatchObject({
      status: 'completed',
    });
    expect(loopback.seen.find(({ line }) => line === SECRET)?.body).toEqual({
      data: TOKEN,
    });
    expect(loopback.seen.find(({ line }) => line === VARIABLE)?.body).toEqual({
      name: 'CHATBOT_PORTAL_URL',
      value: 'http://localhost:7007',
    });
    expect(loopback.seen.filter(({ line }) => line === START)).toHaveLength(1);
    // What is searched is the right place: the token's id is there.
    expect(kept.rows).toContain('token-1');
    expect(kept.events).toContain('token-1');
    expect(kept.stream).toContain('token-1');
    expect(kept.log).toContain('token-1');
    for (const text of Object.values(kept)) {
      expect(text).not.toContain(TOKEN);
    }
  });

  it('keeps none of it when the host refuses the secret and quotes it', async () => {
    loopback.answers.set(SECRET, ({ body }) => ({ status: 422, body }));
    const { status, ...kept } = await runTemplate();
    expect(status).toBe('failed');
    expect(kept.events).toContain('did not take the secret (HTTP 422)');
    expect(loopback.lines().at(-1)).toBe(
      'DELETE /api/chatbots/v1/chatbots/support-bot/tokens/token-1',
    );
    for (const text of Object.values(kept)) {
      expect(text).not.toContain(TOKEN);
    }
  });
});
