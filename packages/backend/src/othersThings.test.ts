import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import demoSignIn from '@chatbot-portal/backstage-plugin-auth-backend-module-demo';
import catalogModule from '@chatbot-portal/backstage-plugin-catalog-backend-module-chatbots';
import permissionPolicy, {
  guardedSchedulerServiceFactory,
} from '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../..');
const ENGINEER = 'engineer';
/** Of another team. */
const COLLEAGUE = 'reviewer-one';
const ADMINISTRATOR = 'platform-admin';
const USERS = [ENGINEER, COLLEAGUE, ADMINISTRATOR];
const MINE = 'group:default/chatbot-team';
const THEIRS = 'group:default/ai-governance';

const entity = (
  [apiVersion, kind]: [string, string],
  name: string,
  { origin = 'url:https://git.example/catalog-info.yaml', spec = {} },
): Entity => ({
  apiVersion,
  kind,
  metadata: {
    name,
    annotations: {
      'backstage.io/managed-by-location': origin,
      'backstage.io/managed-by-origin-location': origin,
    },
  },
  spec: { type: 'service', ...spec },
});
const COMPONENT: [string, string] = ['backstage.io/v1alpha1', 'Component'];

/** What stands in the catalog: something of each team, a stage of the registry, and a template. */
const entities = [
  entity(COMPONENT, 'mine', {
    spec: { owner: MINE, lifecycle: 'production' },
  }),
  entity(COMPONENT, 'theirs', {
    spec: { owner: THEIRS, lifecycle: 'production' },
  }),
  entity(['chatbot-portal/v1alpha1', 'DeploymentStage'], 'bot.staging', {
    origin: 'chatbots:registry',
    spec: { chatbot: 'component:default/bot', owner: MINE },
  }),
  entity(['scaffolder.backstage.io/v1beta3', 'Template'], 'wait', {
    spec: {
      owner: THEIRS,
      parameters: {},
      steps: [{ id: 'wait', action: 'debug:wait', input: { seconds: 30 } }],
    },
  }),
];

const entitiesModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'entities',
  register(reg) {
    reg.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'entities',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: entities.map(one => ({
                entity: one,
                // The registry's own key: nothing else may bring its kinds.
                locationKey:
                  one.kind === 'DeploymentStage' ? 'chatbots' : 'entities',
              })),
            }),
        });
      },
    });
  },
});

describe("other people's things", () => {
  let backend: TestBackend;
  let files: Server;
  let host: string;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    files = createServer((_, response) => response.end(''));
    await new Promise<void>(done => files.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(files.address() as AddressInfo).port}`;
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        templateModule,
        catalogModule,
        entitiesModule,
        scaffolderPlugin,
        permissionPlugin,
        permissionPolicy,
        permissionsServiceFactory,
        authPlugin,
        demoSignIn,
        authServiceFactory,
        httpAuthServiceFactory,
        userInfoServiceFactory,
        guardedSchedulerServiceFactory,
        createServiceFactory({
          service: coreServices.discovery,
          deps: {},
          factory: () =>
            mockServices.discovery.mock({
              getBaseUrl: async plugin =>
                `http://127.0.0.1:${backend.server.port()}/api/${plugin}`,
            }),
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: {
              baseUrl: 'http://localhost:7007',
              listen: '127.0.0.1:0',
              reading: { allow: [{ host }] },
            },
            auth: {
              environment: 'development',
              providers: { demo: { users: USERS } },
            },
            permission: { enabled: true },
            catalog: {
              locations: [
                {
                  type: 'file',
                  target: resolve(ROOT, 'examples/org.yaml'),
                  rules: [{ allow: ['User', 'Group'] }],
                },
              ],
            },
          },
        }),
      ],
    });
    await until(async () => {
      for (const user of USERS) {
        const { body } = await request(backend.server)
          .get('/api/auth/demo/refresh')
          .set('X-Chatbot-Portal-Demo-User', user);
        tokens.set(user, body.backstageIdentity?.token);
      }
      return USERS.every(user => tokens.get(user));
    });
    await until(async () => {
      const names = ['mine', 'theirs', 'wait', 'bot.staging'];
      const { body } = await as(ENGINEER).get('/api/catalog/entities');
      const found = body.map(({ metadata }: Entity) => metadata.name);
      return names.every(name => found.includes(name));
    });
  });

  afterAll(async () => {
    await backend.stop();
    files.close();
  });

  function as(user: string) {
    const send =
      (method: 'get' | 'post' | 'put' | 'delete') => (path: string) =>
        request(backend.server)
          [method](path)
          .set('Authorization', `Bearer ${tokens.get(user)}`);
    return {
      get: send('get'),
      post: send('post'),
      put: send('put'),
      delete: send('delete'),
    };
  }

  async function uidOf(path: string): Promise<string> {
    const { body } = await as(ENGINEER).get(
      `/api/catalog/entities/by-name/${path}`,
    );
    return body.metadata.uid;
  }

  const ofEntity = async (path: string) =>
    `/api/catalog/entities/by-uid/${await uidOf(path)}`;

  it('refuses to delete an entity of another team, and lets its own and an administrator do it', async () => {
    const mine = await ofEntity('component/default/mine');
    const theirs = await ofEntity('component/default/theirs');
    expect((await as(ENGINEER).delete(theirs)).status).toBe(403);
    expect((await as(COLLEAGUE).delete(mine)).status).toBe(403);
    expect((await as(ENGINEER).delete(mine)).status).toBe(204);
    expect((await as(ADMINISTRATOR).delete(theirs)).status).toBe(204);
  });

  it('refuses to delete what the registry projects, for its owner and for an administrator', async () => {
    const stage = await ofEntity('deploymentstage/default/bot.staging');
    for (const user of [ENGINEER, ADMINISTRATOR]) {
      expect((await as(user).delete(stage)).status).toBe(403);
    }
  });

  it('refuses to refresh an entity of another team', async () => {
    const refresh = async (user: string) => {
      const entityRef = 'template:default/wait';
      const { status } = await as(user)
        .post('/api/catalog/refresh')
        .send({ entityRef });
      return status;
    };
    expect(await refresh(ENGINEER)).toBe(403);
    expect(await refresh(COLLEAGUE)).toBe(200);
    expect(await refresh(ADMINISTRATOR)).toBe(200);
  });

  it('refuses to unregister a location, or to point it elsewhere, for all but administrators', async () => {
    const location = (name: string) => ({
      type: 'url',
      target: `http://${host}/${name}.yaml`,
    });
    const { body, status } = await as(COLLEAGUE)
      .post('/api/catalog/locations')
      .send(location('one'));
    expect(status).toBe(201);
    const path = `/api/catalog/locations/${body.location.id}`;
    await as(ENGINEER).delete(path).expect(403);
    const moved = await as(ENGINEER).put(path).send(location('two'));
    expect(moved.status).toBe(403);
    expect(moved.body.error.message).toContain('catalog.location.delete');
    await as(ENGINEER).put(`${path}/`).send(location('two')).expect(403);
    await as(ADMINISTRATOR).put(path).send(location('two')).expect(200);
    await as(ADMINISTRATOR).delete(path).expect(204);
  });

  it('shows a task of a template to whoever started it, and lets nobody else run it again or cancel it', async () => {
    const { body, status } = await as(ENGINEER)
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: 'template:default/wait', values: {} });
    expect(status).toBe(201);
    const tasks = '/api/scaffolder/v2/tasks';
    const task = `${tasks}/${body.id}`;
    for (const attempt of [
      as(COLLEAGUE).get(task),
      as(COLLEAGUE).get(`${task}/events`),
      as(COLLEAGUE).get(`${task}/eventstream`),
      as(COLLEAGUE).post(`${task}/retry`).send({}),
      as(COLLEAGUE).post(`${task}/cancel`).send({}),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    const listed = async (user: string) =>
      (await as(user).get(tasks)).body.tasks.map(
        ({ id }: { id: string }) => id,
      );
    expect(await listed(COLLEAGUE)).toEqual([]);
    expect(await listed(ENGINEER)).toEqual([body.id]);
    expect(await listed(ADMINISTRATOR)).toEqual([body.id]);
    await as(ADMINISTRATOR).get(task).expect(200);
    await as(ENGINEER).post(`${task}/cancel`).send({}).expect(200);
  });

  it('refuses to run, cancel or list scheduled tasks of any plugin, for all but administrators', async () => {
    const tasks = '/api/catalog/.backstage/scheduler/v1/tasks';
    const run = `${tasks}/chatbots-sweep/trigger`;
    for (const attempt of [
      as(ENGINEER).get(tasks),
      as(ENGINEER).post(run),
      as(ENGINEER).post(run.replace('scheduler', 'SCHEDULER')),
      as(ENGINEER).post(`${tasks}/chatbots-sweep/cancel`),
      as(ENGINEER).get('/api/scaffolder/.backstage/scheduler/v1/tasks'),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    await as(ADMINISTRATOR).get(tasks).expect(200);
    await as(ADMINISTRATOR).post(run).expect(200);
  });
});

async function until(holds: () => Promise<boolean>) {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error('What was waited for did not happen');
    }
    await sleep(100);
  }
}
