import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { Page } from 'playwright-core';
import {
  buildVerifier,
  exportByClick,
  flipped,
  lineStart,
  verify,
} from './auditExport';
import { createChatbot } from './createChatbot';
import { eventually } from './eventually';
import { filesWith } from './findText';
import { GitHostClient } from './GitHostClient';
import { approve, requestPromotion } from './promotions';
import { PortalClient } from './PortalClient';
import { contentTab, openPage } from './navigation';
import { signInAs } from './signIn';
import { startBrowser, TestBrowser } from './startBrowser';
import { startPortal, TestPortal } from './startPortal';

const MINUTE = 60_000;
/** The event that the test forges. */
const FORGED = 5;
/** Steps that were not yet seen green in one run from an empty folder; `E2E_WALK=1` runs them. */
const unproven = {
  skip: process.env.E2E_WALK ? false : 'not yet seen green in one run',
};
const chatbot = {
  name: process.env.E2E_CHATBOT ?? 'handbook-bot',
  title: 'Handbook bot',
  purpose: 'Answers employees on the handbook.',
};

describe('from an empty folder to verified evidence', () => {
  let portal: TestPortal;
  let browser: TestBrowser;
  let gitHost: GitHostClient;
  let reader: PortalClient;
  let engineer: Page;
  let downloads: string;
  let hasFailed = false;
  /** As the auditor wrote it down before anything happened. */
  let auditKey: string;
  let version: Api.ModelVersion;
  let production: string;
  const reviewers: Page[] = [];

  /** As the git host hands it to the pipeline. */
  async function pipelineToken(): Promise<string> {
    const { id } = await (await gitHost.ask(chatbot.name)).json();
    const file = join(portal.dataFolder, 'git-host/state/secrets.json');
    const secrets = JSON.parse(await readFile(file, 'utf8'));
    return secrets[id].CHATBOT_PORTAL_TOKEN.value;
  }

  /** Each step stands on the one before: after a failure the rest is not tried. */
  function step(name: string, work: () => Promise<void>, options = {}) {
    it(name, options, async context => {
      if (hasFailed) {
        context.skip('A step before failed');
        return;
      }
      await work();
    });
  }

  function unprovenStep(name: string, work: () => Promise<void>) {
    step(name, work, unproven);
  }

  before(async () => {
    downloads = await mkdtemp(join(tmpdir(), 'chatbot-portal-audit-'));
    portal = await startPortal({ databaseUrl: process.env.E2E_DATABASE_URL });
    browser = await startBrowser();
    gitHost = await GitHostClient.create(portal);
    reader = await PortalClient.as(portal.url, 'engineer');
    const auditor = await PortalClient.as(portal.url, 'auditor');
    const status = await auditor.get('/api/chatbots/v1/audit/status');
    auditKey = (await status.json()).verifierKey;
    engineer = await browser.newPage();
    await signInAs(engineer, portal.url, 'Engineer');
  });

  afterEach(async context => {
    if ('passed' in context && !context.passed && !hasFailed) {
      hasFailed = true;
      process.stderr.write(`${await portal.logs()}\n`);
    }
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
    await rm(downloads, { recursive: true, force: true });
  });

  step(
    'shows the engineer the example chatbots and what one of them is',
    async () => {
      await eventually(
        async () => {
          const found = await reader.get('/api/chatbots/v1/chatbots');
          return (await found.json()).items.length >= 4 ? true : undefined;
        },
        { what: 'The example history is there', timeout: 3 * MINUTE },
      );
      await openPage(engineer, 'Chatbots');
      for (const name of [
        'Support bot',
        'HR bot',
        'Docs bot',
        'Returns assistant',
      ]) {
        await engineer.getByText(name, { exact: true }).first().waitFor();
      }

      await engineer.getByText('Support bot', { exact: true }).first().click();

      await engineer.getByText('What runs where').waitFor();
      for (const tab of ['Versions', 'Evaluations', 'Stages']) {
        await contentTab(engineer, tab).waitFor();
      }
    },
  );

  step(
    'gives the engineer a private repository, an entity and a registered chatbot from one form',
    async () => {
      const task = await createChatbot(engineer, chatbot);

      const repository = await (await gitHost.ask(chatbot.name)).json();
      assert.equal(repository.private, true);
      const [first] = await (
        await gitHost.ask(chatbot.name, '/commits')
      ).json();
      assert.deepEqual(
        [first.commit.author.name, first.commit.author.email],
        ['Engineer', 'engineer@chatbot-portal.example'],
      );
      const overview = await reader.get(
        `/api/chatbots/v1/chatbots/${chatbot.name}`,
      );
      assert.equal(
        (await overview.json()).chatbot.repository.id,
        String(repository.id),
      );
      await engineer.getByRole('link', { name: 'Open the chatbot' }).click();
      await engineer
        .getByRole('heading', { name: chatbot.title })
        .first()
        .waitFor();

      // The token is in the host's secret store, and in no place of the scaffolder's or of a log.
      const token = await pipelineToken();
      assert.match(token, /^cpt_/);
      for (const folder of ['db', 'logs']) {
        assert.deepEqual(
          await filesWith(join(portal.dataFolder, folder), token),
          [],
        );
      }
      for (const path of [`tasks/${task}`, `tasks/${task}/events`]) {
        const answer = await reader.get(`/api/scaffolder/v2/${path}`);
        assert.doesNotMatch(await answer.text(), /cpt_/);
      }
    },
  );

  step(
    'shows a version with scores and gates after a pipeline that nobody started',
    async () => {
      await gitHost.success(
        chatbot.name,
        run => run.path.startsWith('ci@'),
        15 * MINUTE,
      );
      [version] = await reader.versions(chatbot.name);

      await engineer.goto(
        `${portal.url}/catalog/default/component/${chatbot.name}`,
      );
      await contentTab(engineer, 'Versions').click();
      const row = engineer.getByRole('row', { name: version.version });
      await row.getByText('Pass').waitFor();
      await row.getByRole('link', { name: version.version }).click();

      await engineer.getByText('May it go out?').waitFor();
      await engineer.getByText('Every check for staging passes.').waitFor();
      await engineer
        .getByText('Answers keep to the passages')
        .first()
        .waitFor();
      await engineer
        .getByText(/checks? stands? in the way of production/)
        .waitFor();
    },
  );

  step(
    'deploys to staging after one approval and tests the bot that runs there',
    async () => {
      const id = await requestPromotion(engineer, portal.url, {
        chatbot: chatbot.name,
        stage: 'staging',
      });
      for (const role of ['Reviewer one', 'Reviewer two'] as const) {
        const page = await browser.newPage();
        await signInAs(page, portal.url, role);
        reviewers.push(page);
      }
      const [one] = reviewers;
      await openPage(one, 'Approvals');
      await one
        .getByRole('link', { name: new RegExp(version.version) })
        .first()
        .click();
      await approve(one, 'The scores hold.');

      await gitHost.success(
        chatbot.name,
        run => run.promotion_id === id,
        10 * MINUTE,
      );
      const answer = await reader.get(
        `/api/chatbots/v1/chatbots/${chatbot.name}/evaluations`,
      );
      const tested = (await answer.json()).items.filter(
        (item: Api.Evaluation) => item.deploymentId,
      );
      assert.deepEqual(
        new Set(tested.map((item: Api.Evaluation) => item.suite)),
        new Set(['smoke', 'golden']),
      );
      await engineer.getByText('The version is live in staging.').waitFor();
    },
  );

  unprovenStep(
    'lets nobody but two reviewers release to production',
    async () => {
      production = await requestPromotion(engineer, portal.url, {
        chatbot: chatbot.name,
        stage: 'production',
        strategy: 'Canary',
      });
      await engineer.getByText(/You may not decide: /).waitFor();
      assert.equal(
        await engineer.getByRole('button', { name: 'Approve…' }).isDisabled(),
        true,
      );
      for (const [index, page] of reviewers.entries()) {
        await openPage(page, 'Notifications');
        await page
          .getByRole('link', {
            name: new RegExp(`${version.version} → production`),
          })
          .first()
          .click();
        await page.waitForURL(`**/chatbots/promotions/${production}`);
        await approve(page, `Read by reviewer ${index + 1}.`);
      }
    },
  );

  unprovenStep('rolls out in steps by a permit that works once', async () => {
    const run = await gitHost.success(
      chatbot.name,
      found => found.promotion_id === production,
      10 * MINUTE,
    );
    const answer = await reader.get(
      `/api/chatbots/v1/promotions/${production}`,
    );
    const detail: Api.PromotionDetail = await answer.json();
    assert.equal(detail.promotion.state, 'deployed');
    assert.deepEqual(
      detail.deployment?.steps.map(({ weight }) => weight),
      [0, 10, 50, 100],
    );

    const log = await gitHost.log(chatbot.name, run);
    const address = /answers at (http:\/\/127\.0\.0\.1:\d+)/.exec(log)?.[1];
    const running = await (await fetch(`${address}/version`)).json();
    assert.equal(running.digest, version.digest);

    const again = await fetch(
      `${portal.url}/api/chatbots/pipeline/v1/permits/${detail.permit?.permitId}/consume`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${await pipelineToken()}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          idempotencyKey: 'another-run',
          digest: version.digest,
        }),
      },
    );
    assert.equal(again.status, 409);
    assert.match(await again.text(), /permit-consumed/);
  });

  unprovenStep(
    'shows the lead what runs where, and how it hangs together',
    async () => {
      const lead = await browser.newPage();
      await signInAs(lead, portal.url, 'Lead');
      await openPage(lead, 'Chatbots');
      const row = lead.getByRole('row', { name: new RegExp(chatbot.title) });
      await row.getByText(version.version).nth(1).waitFor();

      const answer = await reader.get(
        `/api/catalog/entities/by-name/component/default/${chatbot.name}`,
      );
      const targets = (await answer.json()).relations.map(
        (relation: { targetRef: string }) => relation.targetRef.split(':')[0],
      );
      for (const kind of ['group', 'modelversion', 'deploymentstage']) {
        assert.ok(targets.includes(kind), `${kind} in ${targets}`);
      }
      await lead.goto(
        `${portal.url}/catalog-graph?rootEntityRefs[]=component:default/${chatbot.name}`,
      );
      await lead.getByText(`${chatbot.title} · production`).first().waitFor();
    },
  );

  unprovenStep(
    'gives the auditor evidence whose every byte counts',
    async () => {
      const auditor = await browser.newPage();
      await signInAs(auditor, portal.url, 'Auditor');
      const files = await exportByClick(auditor, downloads);
      await buildVerifier();

      const untouched = await verify(files, auditKey);
      assert.equal(untouched.code, 0, untouched.output);
      assert.match(untouched.output, /^VALID$/m);
      assert.match(untouched.output, /rows agree/);

      // Event 0 stands on the second line of both files.
      for (const kind of ['ndjson', 'csv'] as const) {
        const at = (await lineStart(files[kind], 1 + FORGED)) + 60;
        const copy = await flipped(files[kind], at);
        const forged = await verify({ ...files, [kind]: copy }, auditKey);
        assert.equal(forged.code, 1);
        assert.match(
          forged.output,
          new RegExp(`^PROBLEM +event ${FORGED}[,:]`, 'm'),
        );
        assert.doesNotMatch(forged.output, /^VALID$/m);
      }
    },
  );
});
