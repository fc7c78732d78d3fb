import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundledCopies } from '../lib/bundledCopies.mjs';
import { freePort } from '../lib/freePort.mjs';
import { run, tail } from '../lib/run.mjs';
import { seconds } from '../lib/steps.mjs';
import { chatbotEntity, tellStory } from './chatbotStory.mjs';
import { clickThrough } from './clickThrough.mjs';
import { FreshApp } from './FreshApp.mjs';
import { LINES } from './lines.mjs';
import { mustRun } from './mustRun.mjs';
import { packPackages } from './packPackages.mjs';
import { startRegistry } from './startRegistry.mjs';

const MINUTE = 60_000;
const YARN = process.env.INSTALL_TEST_YARN;
const yarn = (args, options) => run(process.execPath, [YARN, ...args], options);
/** What a new app knows of people: one guest, in one group. */
const OWNER = 'group:default/guests';
const GUEST = 'user:default/guest';
/** What an app may hold once: two copies don't know each other's state. */
const SHARED = [
  '@backstage/core-plugin-api',
  '@backstage/frontend-plugin-api',
  '@backstage/plugin-catalog-react',
  '@backstage/ui',
];

describe('the packages, installed in a new Backstage app', () => {
  let folder;
  let packages;
  let registry;
  let app;
  let running;
  let hasFailed = false;

  /** Each step stands on the one before: after a failure the rest is not tried. */
  function step(name, work) {
    it(name, async context => {
      if (hasFailed) {
        context.skip('A step before failed');
        return;
      }
      try {
        await work(text => context.diagnostic(text));
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    });
  }

  /** Asks until the answer is a good one, or the app ends. */
  async function eventually(url, options) {
    const deadline = Date.now() + 3 * MINUTE;
    let last;
    while (Date.now() < deadline && !running.hasEnded) {
      try {
        const response = await fetch(url, options);
        if (response.ok) {
          return response;
        }
        last = `${response.status} ${await response.text()}`;
      } catch (error) {
        last = error.cause?.code ?? error.message;
      }
      await sleep(500);
    }
    throw new Error(`${url}: ${last}\n${tail(running.output, 60)}`);
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatbot-portal-install-'));
  });

  after(async () => {
    await app?.stop();
    await registry?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  step('are packed as a release packs them', async () => {
    packages = await packPackages({ folder, yarn });

    assert.ok(packages.length >= 9, `only ${packages.length} are published`);
    for (const { name, tarball } of packages) {
      const { output } = await run('tar', ['-tzf', tarball]);
      const files = output.split('\n').filter(Boolean);
      assert.ok(files.includes('package/README.md'), `${name}: no README.md`);
      assert.deepEqual(
        files.filter(file => /\/src\/|\.test\.|__testUtils__/.test(file)),
        [],
        `${name} holds what nobody can use`,
      );
    }
  });

  for (const line of LINES) {
    const isFirst = line === LINES[0];
    describe(`of Backstage ${line.name}`, () => {
      let startedAt;
      let ports;
      let story;
      let scripts;

      step(
        `are there, in an app that ${isFirst ? 'is new' : 'was moved'}`,
        async () => {
          startedAt = Date.now();
          if (!isFirst) {
            await app.moveTo(line);
            return;
          }
          registry = await startRegistry(packages);
          app = await FreshApp.create({
            folder,
            yarn: YARN,
            registry: registry.url,
            line,
          });
          for (const { location, readme } of packages) {
            if (location.startsWith('plugins/')) {
              await app.follow(readme);
            }
          }
          await app.describeEntity(chatbotEntity(OWNER));
          await app.install();
        },
      );

      step('compile there, and their declarations too', async () => {
        await app.compile(packages.flatMap(({ entries }) => entries));
      });

      step('start there', async () => {
        ports = { app: await freePort(), backend: await freePort() };
        const url = `http://localhost:${ports.app}`;
        running = await app.start({
          app: { baseUrl: url },
          backend: {
            baseUrl: `http://localhost:${ports.backend}`,
            listen: { port: ports.backend },
            cors: { origin: url },
          },
          auth: { providers: { guest: { userEntityRef: GUEST } } },
          permission: { chatbots: { auditors: [OWNER] } },
        });

        await eventually(
          `http://localhost:${ports.backend}/.backstage/health/v1/readiness`,
        );
        await eventually(url);
        assert.match(running.output, /Audit checkpoint|Plugin initialization/);
      });

      step(
        'take a chatbot, its version and a request to promote it',
        async () => {
          const backend = `http://localhost:${ports.backend}`;
          // By the demo provider, so that it is tried as well.
          const signedIn = await eventually(
            `${backend}/api/auth/demo/refresh`,
            {
              headers: { 'x-chatbot-portal-demo-user': 'guest' },
            },
          );
          const { token } = (await signedIn.json()).backstageIdentity;

          story = await tellStory({
            url: backend,
            userToken: token,
            owner: OWNER,
          });

          assert.equal(story.promotion.state, 'requested');
          const { entityPath } = story;
          await eventually(
            `${backend}/api/catalog/entities/by-name/${entityPath}`,
            {
              headers: { Authorization: `Bearer ${token}` },
            },
          );
        },
      );

      step(
        'show catalog, promotion and audit log to a person who clicks',
        async () => {
          scripts = await clickThrough({
            url: `http://localhost:${ports.app}`,
            version: story.version,
          });
          await app.stop();
        },
      );

      step('share one copy of each package with the app', async say => {
        for (const name of SHARED) {
          const { versions } = await app.why(name);
          const copies = bundledCopies(scripts, name);
          say(
            `${line.name}: ${name}: yarn why finds ${versions.join(
              ', ',
            )}; bundled ${copies.join(', ')}`,
          );
          assert.equal(
            copies.length,
            1,
            `${name} is bundled ${copies.length} times: ${copies.join(', ')}`,
          );
        }
        say(`${line.name}: took ${seconds(Date.now() - startedAt)}`);
      });
    });
  }

  step('verify exports by a program that npm installs', async () => {
    const home = join(folder, 'auditor');
    const npm = (args, options) => run('npm', args, options);
    await mustRun('Installing the verifier', npm, [
      'install',
      '--prefix',
      home,
      `--registry=${registry.url}`,
      '--no-audit',
      '--no-fund',
      '@chatbot-portal/audit-verifier',
    ]);
    const help = await mustRun(
      'Running the verifier',
      (args, options) =>
        run(
          join(home, 'node_modules/.bin/chatbot-portal-audit-verifier'),
          args,
          options,
        ),
      ['--help'],
    );
    assert.match(help, /^Usage: verify\.mjs/);
  });
});
