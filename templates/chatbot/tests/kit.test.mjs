import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { startProvider, startSite } from './chatPage.mjs';
import { emptyHome } from './GeneratedRepository.mjs';
import { templateFolder } from './renderTemplate.mjs';

const require = createRequire(import.meta.url);
const { AxeBuilder } = require('@axe-core/playwright');
const { chromium } = require('playwright-core');

/*
 * The kit that generated repositories carry: linted, typed and tested with its own dependencies, compared with its packed file, and its
 * chat page on other pages and with a sign-in, in a browser. CHROMIUM_PATH names the browser.
 */

const kit = join(templateFolder, 'kit');

function assertRuns(command, ...args) {
  // Told of this run, Node's test runner would report to it and not to people.
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: kit,
    env,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  assert.equal(status, 0, `${error ?? ''}${stdout}${stderr}`.slice(-20_000));
}

before(() => assertRuns('npm', 'ci', '--ignore-scripts'));

for (const script of ['lint', 'typecheck', 'test']) {
  test(`npm run ${script} passes in the kit`, () =>
    assertRuns('npm', 'run', script));
}

test('the packed file is what the sources build', () => {
  const script = join(templateFolder, '../../scripts/build-kit.mjs');
  assertRuns(process.execPath, script, '--check', '--complete');
});

const inBrowser = { skip: process.env.CHROMIUM_PATH ? false : 'no Chromium' };

/** The kit's own repository as a bot with this access, and a browser. */
async function withBot(config, use) {
  const load = path => import(join(kit, path));
  const { repositoryWith } = await load('src/testing/createTestGraph.ts');
  const { readConfiguration } = await load('src/config/configuration.ts');
  const { createApp } = await load('src/server/createApp.ts');
  const root = repositoryWith(config);
  const server = await createApp(root, readConfiguration(root, {}));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const home = emptyHome();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    env: { ...process.env, HOME: home },
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 390, height: 800 },
    });
    await use(`http://127.0.0.1:${server.address().port}`, context);
  } finally {
    await browser.close();
    server.close().closeAllConnections();
    rmSync(home, { recursive: true, force: true });
  }
}

async function askIn(chat) {
  await chat
    .getByLabel('Your question')
    .fill('How long does the probation period last?');
  await chat.getByRole('button', { name: 'Ask', exact: true }).click();
  await chat.getByText('six months').first().waitFor();
}

test(
  'a page under a strict policy shows the chat by one script tag, and a page of an unlisted origin does not',
  inBrowser,
  async () => {
    const site = await startSite();
    const access = { kind: 'none', origins: [site.origin] };
    try {
      await withBot({ access }, async (botUrl, context) => {
        site.botUrl = botUrl;
        const page = await context.newPage();
        const complaints = [];
        page.on('console', message => complaints.push(message.text()));
        page.on('pageerror', error => complaints.push(error.message));
        await page.goto(site.origin);
        const button = page.getByRole('button', { name: 'Ask us' });
        await button.click();
        const chat = page.frameLocator('iframe');
        await askIn(chat);
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations, []);
        await chat.getByLabel('Your question').press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        assert.equal(await button.getAttribute('aria-expanded'), 'false');
        assert.deepEqual(complaints, []);

        await page.goto(site.unlistedOrigin);
        const refused = page.waitForEvent('console', message =>
          /frame-ancestors/.test(message.text()),
        );
        await page.getByRole('button', { name: 'Ask us' }).click();
        await refused;
        assert.equal(await chat.getByLabel('Your question').count(), 0);
      });
    } finally {
      site.stop();
    }
  },
);

test(
  'people sign in at their provider in a window of its own, and then ask',
  inBrowser,
  async () => {
    const jose = await import(
      join(kit, 'node_modules/jose/dist/webapi/index.js')
    );
    const provider = await startProvider(jose, {
      audience: 'handbook-bot',
      groups: ['staff'],
    });
    const { issuer } = provider;
    const config = {
      access: {
        kind: 'oidc',
        issuer,
        audience: 'handbook-bot',
        clientId: 'chat-page',
      },
      documents: {
        folder: 'data/documents',
        groups: { 'people.md': ['staff'] },
      },
    };
    try {
      await withBot(config, async (botUrl, context) => {
        const page = await context.newPage();
        await page.goto(botUrl);
        assert.equal(await page.getByLabel('Your question').isVisible(), false);
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations, []);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await askIn(page);
        // It knows nobody who comes again: the token is in no storage.
        await page.reload();
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
      });
    } finally {
      provider.stop();
    }
  },
);
