import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { KeyboardOperator } from './operator';
import { startBrowser, TestBrowser } from './startBrowser';
import { openSqlite, PortalDatabase } from './PortalDatabase';
import { comparePage, inbox } from './truth';

const PORTAL = 'http://portal.example';
const REQUESTED_AT = '2026-03-01T10:00:00.000Z';

/** An inbox as the portal draws it, with one request in it. */
const INBOX = `<ul aria-label="Promotions"><li>
  <a href="/chatbots/promotions/1">Help bot · 1.0.0-abc → staging</a>
  <div>Requested</div>
  <div><time datetime="${REQUESTED_AT}">now</time></div>
  <div>1 approval from AI governance</div>
</li></ul>`;

/** Answers every address with one page. */
async function show(page: Page, body: string): Promise<void> {
  await page.unrouteAll();
  await page.route('**/*', route =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta charset="utf-8"><body>${body}`,
    }),
  );
  await page.goto(PORTAL);
}

describe('the walk can fail', () => {
  let browser: TestBrowser;
  let page: Page;
  let folder: string;
  let database: DatabaseSync;
  let rows: PortalDatabase;

  before(async () => {
    browser = await startBrowser();
    page = await browser.newPage();
    folder = await mkdtemp(join(tmpdir(), 'chatbot-portal-e2e-rows-'));
    const file = join(folder, 'chatbots.sqlite');
    database = new DatabaseSync(file);
    database.exec(`
      create table promotions (id, version, stage, state, open_key, requested_at, rules, binding_digest, requested_by, contributors);
      create table decisions (promotion_id, user_ref, outcome, withdrawn_at, binding_digest, decided_at);
      insert into promotions values ('1', '1.0.0-abc', 'staging', 'requested', 'open', '${REQUESTED_AT}',
        '{"approvals":[{"count":1}]}', 'b', '["user:default/engineer"]', '[]');`);
    rows = openSqlite(file);
  });

  after(async () => {
    await browser?.close();
    await rows?.close();
    database?.close();
    if (folder) {
      await rm(folder, { recursive: true, force: true });
    }
  });

  const compare = () =>
    comparePage(page, { url: PORTAL, rows, truth: inbox(), within: 500 });

  it('agrees with a page that shows what the rows hold', async () => {
    await show(page, INBOX);
    await compare();
  });

  it('names what a page shows and a row that was changed by SQL does not hold', async () => {
    await show(page, INBOX);
    database.exec(`update promotions set state = 'approved'`);
    await assert.rejects(compare(), ({ message }: Error) => {
      assert.match(message, /Everything that is open .* does not show/);
      assert.match(message, /- .*staging · Requested/);
      assert.match(message, /\+ .*staging · Approved/);
      return true;
    });
  });

  it('names a row that a page leaves out', async () => {
    await show(page, '<ul aria-label="Promotions"></ul>');
    await assert.rejects(compare(), /- nothing\n\+ .*1\.0\.0-abc → staging/);
  });

  it('refuses a button that Tab passes by', async () => {
    await show(page, '<a href="#">Home</a><button tabindex="-1">Go</button>');
    const operator = new KeyboardOperator(page, 8);
    await assert.rejects(
      operator.press(page.getByRole('button')),
      /can't be reached by keyboard/,
    );
  });

  it('refuses a focus that nobody sees', async () => {
    await show(page, '<button style="outline: none">Go</button>');
    await assert.rejects(
      new KeyboardOperator(page).press(page.getByRole('button')),
      /shows its focus/,
    );
  });

  it('refuses a focus that is lost with what had it', async () => {
    await show(page, '<button onclick="this.remove()">Go</button>');
    const operator = new KeyboardOperator(page);
    await operator.press(page.getByRole('button'));
    await assert.rejects(
      operator.keepsFocus('a button was pressed'),
      /has the focus after a button was pressed/,
    );
  });
});
