import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Page } from 'playwright-core';
import { GitHostClient } from './GitHostClient';
import { PortalClient } from './PortalClient';
import { Role, signInAs } from './signIn';
import { startBrowser, TestBrowser } from './startBrowser';
import {
  freePort,
  startPortal,
  StartPortalOptions,
  TestPortal,
} from './startPortal';
import { WebhookReceiver } from './WebhookReceiver';

/** The chatbot that the engineer makes. */
export const NEW_CHATBOT = {
  name: process.env.E2E_CHATBOT ?? 'handbook-bot',
  title: 'Handbook bot',
  purpose: 'Answers employees on the handbook.',
};

/** A portal, a browser with the people of the story, and what the steps hand on to the next. */
export class MainJob {
  readonly portal: TestPortal;
  readonly browser: TestBrowser;
  readonly gitHost: GitHostClient;
  /** Reads what pages are made of, and does nothing a person does by click. */
  readonly reader: PortalClient;
  readonly engineer: Page;
  /** Of a test that downloads files or clones a repository. */
  readonly folder: string;
  /** The log's key, as the auditor wrote it down before anything happened. */
  readonly auditKey: string;
  /** Gets the events of failed promotions; dead at first. */
  readonly webhook: WebhookReceiver;
  readonly reviewers: Page[] = [];

  /** The first version, once its pipeline reported it. */
  version!: Api.ModelVersion;
  /** The promotion of the first version to production, once it is requested. */
  production!: string;

  static async start(options: StartPortalOptions): Promise<MainJob> {
    const webhook = new WebhookReceiver(await freePort());
    const portal = await startPortal({
      ...options,
      webhooks: [webhook.target('promotion.failed')],
    });
    const browser = await startBrowser();
    const auditor = await PortalClient.as(portal.url, 'auditor');
    const status = await auditor.get('/api/chatbots/v1/audit/status');
    const engineer = await browser.newPage();
    await signInAs(engineer, portal.url, 'Engineer');
    return new MainJob({
      portal,
      browser,
      webhook,
      engineer,
      gitHost: await GitHostClient.create(portal),
      reader: await PortalClient.as(portal.url, 'engineer'),
      folder: await mkdtemp(join(tmpdir(), 'chatbot-portal-e2e-work-')),
      auditKey: (await status.json()).verifierKey,
    });
  }

  private constructor(
    parts: Pick<
      MainJob,
      | 'portal'
      | 'browser'
      | 'webhook'
      | 'gitHost'
      | 'reader'
      | 'engineer'
      | 'folder'
      | 'auditKey'
    >,
  ) {
    this.portal = parts.portal;
    this.browser = parts.browser;
    this.webhook = parts.webhook;
    this.gitHost = parts.gitHost;
    this.reader = parts.reader;
    this.engineer = parts.engineer;
    this.folder = parts.folder;
    this.auditKey = parts.auditKey;
  }

  /** A page of somebody who signed in by click. */
  async pageOf(role: Role): Promise<Page> {
    const page = await this.browser.newPage();
    await signInAs(page, this.portal.url, role);
    return page;
  }

  /** The chatbot's page in the catalog. */
  async openChatbot(page: Page): Promise<void> {
    await page.goto(
      `${this.portal.url}/catalog/default/component/${NEW_CHATBOT.name}`,
    );
  }

  /** As the git host hands it to the pipeline. */
  async pipelineToken(): Promise<string> {
    const { id } = await (await this.gitHost.ask(NEW_CHATBOT.name)).json();
    const file = join(this.portal.dataFolder, 'git-host/state/secrets.json');
    const secrets = JSON.parse(await readFile(file, 'utf8'));
    return secrets[id].CHATBOT_PORTAL_TOKEN.value;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.portal.stop();
    await this.webhook.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
