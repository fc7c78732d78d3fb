import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { Loopback, startLoopback } from './__testUtils__/startLoopback';
import {
  ScaffolderProcess,
  startScaffolder,
} from './__testUtils__/startScaffolder';
import { integrationsOf } from './__testUtils__/startWorld';

jest.setTimeout(120_000);

/** The request of each task whose answer never comes in the process that is killed; by the chatbot's name. */
const LAST_REQUEST = {
  'dies-pinning': 'GET /api/chatbots/.well-known/chatbot-portal/keys',
  'dies-registering': 'POST /api/chatbots/v1/chatbots',
  'dies-issuing': 'POST /api/chatbots/v1/chatbots/dies-issuing/tokens',
  'dies-before-writing':
    'PUT /api/v1/repos/chatbots/dies-before-writing/actions/secrets/CHATBOT_PORTAL_TOKEN',
  'dies-writing':
    'PUT /api/v1/repos/chatbots/dies-writing/actions/secrets/CHATBOT_PORTAL_TOKEN',
};
type Name = keyof typeof LAST_REQUEST;
const NAMES = Object.keys(LAST_REQUEST) as Name[];

function templateOf({ host }: Loopback, name: Name) {
  const repoUrl = `${host}?owner=chatbots&repo=${name}`;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'service',
      parameters: {},
      steps: [
        { id: 'pin', action: 'chatbots:permit-keys:pin' },
        {
          id: 'register',
          action: 'chatbots:chatbot:register',
          input: {
            name,
            title: name,
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
      ],
    },
  };
}

/** The portal and the git host: they remember what they were told, also when their answer is lost. */
async function startRemembering() {
  const loopback = await startLoopback();
  /** Facts of every registration, by name. */
  const registered = new Map<string, string[]>();
  /** The one token of each chatbot that is good: issuing another revokes it. */
  const good = new Map<string, string>();
  const secrets = new Map<string, unknown>();
  /** Requests whose answer is lost. */
  const held = new Set<string>(Object.values(LAST_REQUEST));
  const lost = (line: string) => held.has(line);

  loopback.answers
    .set(LAST_REQUEST['dies-pinning'], ({ line }) => ({
      body: { keys: [{ use: 'permit', keyId: 'a' }] },
      held: lost(line),
    }))
    .set(LAST_REQUEST['dies-registering'], ({ line, body }) => {
      const { name } = body as { name: string };
      registered.set(name, [
        ...(registered.get(name) ?? []),
        JSON.stringify(body),
      ]);
      return {
        status: 201,
        body: { name, entityRef: `component:default/${name}` },
        held: name === 'dies-registering' && lost(line),
      };
    });
  NAMES.forEach((name, index) => {
    const id = String(index + 1);
    let issued = 0;
    loopback.answers
      .set(`GET /api/v1/repos/chatbots/${name}`, () => ({
        body: {
          id: index + 1,
          name,
          default_branch: 'main',
          html_url: `${loopback.url}/chatbots/${name}`,
          owner: { id: 7, login: 'chatbots' },
        },
      }))
      .set(`GET /api/chatbots/v1/chatbots/${name}`, () => ({
        body: { chatbot: { repository: { host: loopback.host, id } } },
      }))
      .set(`POST /api/chatbots/v1/chatbots/${name}/tokens`, ({ line }) => {
        issued++;
        good.set(name, `cbp_${name}_${issued}`);
        return {
          status: 201,
          body: {
            token: good.get(name),
            record: {
              id: `token-${issued}`,
              expiresAt: '2027-01-01T00:00:00.000Z',
            },
          },
          held: lost(line),
        };
      })
      .set(
        `PUT /api/v1/repos/chatbots/${name}/actions/secrets/CHATBOT_PORTAL_TOKEN`,
        ({ line, body }) => {
          if (name !== 'dies-before-writing' || !lost(line)) {
            secrets.set(name, (body as { data: string }).data);
          }
          return { status: 201, held: lost(line) };
        },
      );
  });
  return { loopback, registered, good, secrets, held };
}

describe('a scaffolder that is killed', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });
  const folder = createMockDirectory();
  let world: Awaited<ReturnType<typeof startRemembering>>;
  const processes: ScaffolderProcess[] = [];

  beforeEach(async () => {
    world = await startRemembering();
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map(one => one.kill()));
    await world.loopback.stop();
  });

  async function connectionOf(id: string) {
    if (id === 'SQLITE_3') {
      return { client: 'better-sqlite3', connection: folder.resolve('db') };
    }
    const { client, connection } = (await databases.init('POSTGRES_16')).client
      .config;
    // Knex hides the password from whoever copies the object.
    const { password } = connection;
    return { client, connection: { ...connection, password } };
  }

  /** Asks until the condition holds. */
  async function until(holds: () => boolean | Promise<boolean>) {
    const end = Date.now() + 60_000;
    while (!(await holds())) {
      if (Date.now() > end) {
        throw new Error(
          `Not within a minute:\n${world.loopback.lines().join('\n')}`,
        );
      }
      await sleep(100);
    }
  }

  it.each(databases.eachSupportedId())(
    'completes its tasks in the next process, wherever in our actions they stood, %p',
    async id => {
      const { loopback, registered, good, secrets, held } = world;
      const database = await connectionOf(id);
      const start = async () => {
        const started = await startScaffolder({
          database,
          portalUrl: loopback.url,
          templates: NAMES.map(name => templateOf(loopback, name)),
          config: {
            backend: {
              baseUrl: loopback.url,
              workingDirectory: folder.path,
            },
            integrations: integrationsOf(loopback),
            scaffolder: {
              taskRecovery: { enabled: true, staleTimeout: { seconds: 1 } },
            },
          },
        });
        processes.push(started);
        return started;
      };

      const first = await start();
      const tasks: string[] = [];
      for (const name of NAMES) {
        const { body } = await request(first.url)
          .post('/api/scaffolder/v2/tasks')
          .send({ templateRef: `template:default/${name}`, values: {} })
          .expect(201);
        tasks.push(body.id);
        await until(() => loopback.lines().includes(LAST_REQUEST[name]));
        if (name === 'dies-pinning') {
          held.delete(LAST_REQUEST[name]);
        }
      }
      await first.kill();
      held.clear();

      const second = await start();
      const read = async (task: string) =>
        (await request(second.url).get(`/api/scaffolder/v2/tasks/${task}`)).body
          .status;
      await until(async () =>
        (
          await Promise.all(tasks.map(read))
        ).every(status => status !== 'processing' && status !== 'open'),
      );

      expect(await Promise.all(tasks.map(read))).toEqual(
        tasks.map(() => 'completed'),
      );
      for (const name of NAMES) {
        const [facts, ...again] = registered.get(name)!;
        expect(again).toEqual(name === 'dies-registering' ? [facts] : []);
        expect(secrets.get(name)).toBe(good.get(name));
      }
    },
  );
});
