import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleScaffolder from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import eventsPlugin from '@backstage/plugin-events-backend';
import { TrustedLocations } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { until } from './__testUtils__/Portal';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../..');
const ENGINEER = mockCredentials.user.header('user:default/engineer');
/** An entity that an engineer writes. */
function mine(kind: string): string {
  const version =
    kind === 'template'
      ? 'scaffolder.backstage.io/v1beta3'
      : 'backstage.io/v1alpha1';
  return `apiVersion: ${version}
kind: ${kind.charAt(0).toUpperCase()}${kind.slice(1)}
metadata: { name: mine }
spec:
  type: team
  lifecycle: experimental
  owner: engineer
  children: []
  memberOf: [ai-governance]
  steps: []
`;
}

/** A shipped configuration; what comes from the environment is a git host of the test's. */
function shipped(file: string, organization: string) {
  const text = readFileSync(resolve(ROOT, file), 'utf8')
    .replaceAll('${ORGANIZATION_CATALOG_URL}', organization)
    .replace(/\$\{\w+(?::-([^}]*))?\}/g, (_, otherwise) => otherwise ?? 'x');
  return parse(text);
}

describe('catalogs of the shipped configurations', () => {
  const cwd = process.cwd();
  let files: Server;
  let url: string;
  let backend: TestBackend | undefined;

  beforeAll(async () => {
    // File locations are found from where the backend is started.
    process.chdir(ROOT);
    files = createServer((req, res) => {
      const [, kind] = /^\/mine-(\w+)\.yaml$/.exec(req.url ?? '') ?? [];
      res.end(
        kind ? mine(kind) : readFileSync(resolve(ROOT, 'examples/org.yaml')),
      );
    });
    await new Promise<void>(done => {
      files.listen(0, '127.0.0.1', done);
    });
    url = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  });

  afterEach(() => backend?.stop());

  afterAll(async () => {
    process.chdir(cwd);
    await new Promise(done => {
      files.close(done);
    });
  });

  it.each(['app-config.yaml', 'app-config.production.yaml'])(
    'refuse a User, Group or Template that an engineer registers: %s',
    async file => {
      const config = shipped(file, `${url}/org.yaml`);
      backend = await startTestBackend({
        features: [
          catalogPlugin,
          catalogModuleScaffolder,
          eventsPlugin,
          mockServices.rootConfig.factory({
            data: {
              backend: {
                baseUrl: 'http://localhost:7007',
                reading: { allow: [{ host: new URL(url).host }] },
              },
              catalog: config.catalog,
            },
          }),
        ],
      });
      const { server } = backend;
      const read = (ref: string) =>
        request(server)
          .get(`/api/catalog/entities/by-name/${ref}`)
          .set('Authorization', ENGINEER);
      const register = (kind: string, query: string) =>
        request(server)
          .post(`/api/catalog/locations${query}`)
          .set('Authorization', ENGINEER)
          .send({ type: 'url', target: `${url}/mine-${kind}.yaml` });
      for (const kind of ['user', 'group', 'template']) {
        const { status, body } = await register(kind, '?dryRun=true');
        expect([status, body.error?.message]).toEqual([
          400,
          expect.stringContaining('not of an allowed kind for that location'),
        ]);
      }
      await register('component', '').expect(201);
      for (const ref of [
        'component/default/mine',
        'user/default/engineer',
        'group/default/platform',
        'template/default/chatbot',
      ]) {
        await until(
          `${ref} is there`,
          async () => (await read(ref)).status === 200,
        );
      }
      const trusted = TrustedLocations.fromConfig(new ConfigReader(config));
      expect(trusted.areConfigured).toBe(true);
      for (const ref of ['user/default/engineer', 'group/default/platform']) {
        expect(trusted.includes((await read(ref)).body)).toBe(true);
      }
      expect(
        trusted.includes((await read('component/default/mine')).body),
      ).toBe(false);
    },
  );
});
