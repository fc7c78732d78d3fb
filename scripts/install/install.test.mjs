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
import { chatbotEntity, PEOPLE, tellStory } from './chatbotStory.mjs';
import { clickThrough } from './clickThrough.mjs';
import { FreshApp } from './FreshApp.mjs';
import { LINES } from './lines.mjs';
import {
  approve,
  assertSignedOutside,
  assertWorkflowStarted,
  numberToldBySink,
} from './modulesAtWork.mjs';
import { mustRun } from './mustRun.mjs';
import { packPackages } from './packPackages.mjs';
import { startAcme } from './startAcme.mjs';
import { startRegistry } from './startRegistry.mjs';

const MINUTE = 60_000;
const YARN = process.env.INSTALL_TEST_YARN;
const yarn = (args, options) => run(process.execPath, [YARN, ...args], options);
/** What a new app knows of people: one guest, in one group. */
const OWNER = 'group:default/guests';
const GUEST = 'user:default/guest';
/** What the check of the README says of the chatbot's version. */
const BUDGET = [
  'Cost of an answer',
  'An answer costs 0.012 USD; the budget is 0.02 USD',
];
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
  let acme;
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

  /** Tries until it does not throw, or the app ends; then says why. */
  async function untilHolds(see) {
    const deadline = Date.now() + MINUTE;
    for (;;) {
      try {
        return await see();
      } catch (error) {
        if (Date.now() > deadline || running.hasEnded) {
          error.message += `\n${tail(running.output, 60)}`;
          throw error;
        }
      }
      await sleep(500);
    }
  }

  /** The token of a demo user, so that this provider is tried as well. */
  async function signIn(backend, user) {
    const response = await eventually(`${backend}/api/auth/demo/refresh`, {
      headers: { 'x-chatbot-portal-demo-user': user },
    });
    return (await response.json()).backstageIdentity.token;
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatbot-portal-install-'));
  });

  after(async () => {
    await app?.stop();
    await registry?.stop();
    await acme?.stop();
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
      let backend;
      let anchorFolder;
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
          acme = await startAcme();
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
          for (const entity of [chatbotEntity(OWNER), ...PEOPLE]) {
            await app.describeEntity(entity);
          }
          await app.install();
        },
      );

      step('compile there, and their declarations too', async () => {
        await app.compile(packages.flatMap(({ entries }) => entries));
      });

      step('run the contract tests of the README', async () => {
        await app.yarn('The contract tests', [
          '--cwd',
          'packages/backend',
          'test',
          '--watchAll=false',
        ]);
      });

      step('start there', async () => {
        ports = { app: await freePort(), backend: await freePort() };
        const url = `http://localhost:${ports.app}`;
        backend = `http://localhost:${ports.backend}`;
        // Each start has a database of its own, so a log of its own.
        anchorFolder = join(folder, `anchor-${line.name}`);
        running = await app.start({
          app: { baseUrl: url },
          backend: {
            baseUrl: backend,
            listen: { port: ports.backend },
            cors: { origin: url },
          },
          auth: {
            providers: {
              guest: { userEntityRef: GUEST },
              demo: { users: ['guest', 'reviewer'] },
            },
          },
          permission: { chatbots: { auditors: [OWNER] } },
          chatbots: {
            audit: { signer: 'remote' },
            permits: { signer: 'remote' },
          },
          acme: { anchorFolder, ...acme.config },
        });

        await eventually(`${backend}/.backstage/health/v1/readiness`);
        await eventually(url);
        assert.match(running.output, /Audit checkpoint|Plugin initialization/);
      });

      step(
        'take a chatbot, its version and a request to promote it',
        async () => {
          const token = await signIn(backend, 'guest');
          const inCatalog = path =>
            eventually(`${backend}/api/catalog/entities/by-name/${path}`, {
              headers: { Authorization: `Bearer ${token}` },
            });
          for (const { kind, metadata } of PEOPLE) {
            await inCatalog(`${kind}/default/${metadata.name}`);
          }
          story = await tellStory({
            url: backend,
            userToken: token,
            owner: OWNER,
          });

          assert.equal(story.promotion.state, 'requested');
          await inCatalog(story.entityPath);
        },
      );

      step(
        'tell a sink, sign and anchor by modules of the README',
        async () => {
          const sequence = await untilHolds(() =>
            numberToldBySink(running.output, story.promotion.id),
          );
          await untilHolds(() =>
            assertSignedOutside({
              url: backend,
              publicKey: acme.publicKey,
              anchorFolder,
              sequence,
            }),
          );
        },
      );

      step(
        'show catalog, promotion, its checks and audit log to a person who clicks',
        async () => {
          scripts = await clickThrough({
            url: `http://localhost:${ports.app}`,
            version: story.version,
            texts: BUDGET,
          });
        },
      );

      step(
        'start the workflow of what is approved on a git host of the README',
        async () => {
          const { id } = story.promotion;
          const { started } = acme;
          assert.deepEqual(
            started.filter(({ inputs }) => inputs.promotion === id),
            [],
            'It was started before it was approved',
          );
          const token = await signIn(backend, 'reviewer');
          await approve({ url: backend, token, id });
          await untilHolds(() =>
            assertWorkflowStarted({ url: backend, token, id, started }),
          );
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
