import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHostClient } from './GitHostClient';
import { KeyboardOperator, MouseOperator, type Operator } from './operator';
import { PortalClient } from './PortalClient';
import { Role, signInAs } from './signIn';
import { openDatabase, PortalDatabase } from './PortalDatabase';
import { startBrowser, TestBrowser } from './startBrowser';
import {
  freePort,
  startPortal,
  StartPortalOptions,
  TestPortal,
} from './startPortal';
import { comparePage, type PageTruth } from './truth';
import { WebhookReceiver } from './WebhookReceiver';

/** The chatbot that the engineer makes. */
export const NEW_CHATBOT = {
  name: process.env.E2E_CHATBOT ?? 'handbook-bot',
  title: 'Handbook bot',
  purpose: 'Answers employees on the handbook.',
};

/** How a walk is made. */
export interface MainJobOptions extends StartPortalOptions {
  /** What everybody in it works with. */
  by: 'mouse' | 'keyboard';
}

/** A portal, a browser with the people of the story, and what the steps hand on to the next. */
export class MainJob {
  readonly portal: TestPortal;
  readonly browser: TestBrowser;
  readonly gitHost: GitHostClient;
  /** Reads what pages are made of, and does nothing a person does by click. */
  readonly reader: PortalClient;
  readonly engineer: Operator;
  /** What the portal wrote, beside the portal. */
  readonly rows: PortalDatabase;
  /** Looks at pages that everybody may see and at those for administrators, and changes nothing. */
  readonly witness: Operator;
  /** Of a test that downloads files or clones a repository. */
  readonly folder: string;
  /** The log's key, as the auditor wrote it down before anything happened. */
  readonly auditKey: string;
  /** Gets the events of failed promotions; dead at first. */
  readonly webhook: WebhookReceiver;
  readonly reviewers: Operator[] = [];

  /** The first version, once its pipeline reported it. */
  version!: Api.ModelVersion;
  /** Promotions by id, once they are requested: of the first version, then of the next, then the one that is closed. */
  staging!: string;
  production!: string;
  next!: string;
  closed!: string;

  static async start(options: MainJobOptions): Promise<MainJob> {
    const webhook = new WebhookReceiver(await freePort());
    const portal = await startPortal({
      ...options,
      webhooks: [webhook.target('promotion.failed')],
    });
    const browser = await startBrowser();
    const auditor = await PortalClient.as(portal.url, 'auditor');
    const status = await auditor.get('/api/chatbots/v1/audit/status');
    const Hand = options.by === 'mouse' ? MouseOperator : KeyboardOperator;
    const engineer = new Hand(await browser.newPage());
    await signInAs(engineer, portal.url, 'Engineer');
    const witness = new MouseOperator(await browser.newPage());
    await signInAs(witness, portal.url, 'Platform admin');
    return new MainJob({
      portal,
      browser,
      webhook,
      engineer,
      witness,
      rows: openDatabase(portal),
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
      | 'witness'
      | 'rows'
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
    this.witness = parts.witness;
    this.rows = parts.rows;
    this.folder = parts.folder;
    this.auditKey = parts.auditKey;
  }

  /** Somebody who signed in, at a page of their own. */
  async personAs(role: Role): Promise<Operator> {
    const person = this.engineer.at(await this.browser.newPage());
    await signInAs(person, this.portal.url, role);
    return person;
  }

  /** Compares pages with what the database holds. Throws for the first that says something else. */
  async compare(
    truths: readonly PageTruth[],
    viewer: Operator = this.witness,
  ): Promise<void> {
    for (const truth of truths) {
      await comparePage(viewer.page, {
        url: this.portal.url,
        rows: this.rows,
        truth,
      });
    }
  }

  /** The chatbot's page in the catalog, by its address. */
  async openChatbot({ page }: Operator): Promise<void> {
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
    await this.rows.close();
    await this.portal.stop();
    await this.webhook.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
