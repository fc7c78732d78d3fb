import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MouseOperator } from './operator';
import { signInAs } from './signIn';
import { startBrowser, TestBrowser } from './startBrowser';
import { startPortal, TestPortal } from './startPortal';

describe('sign-in', () => {
  let portal: TestPortal;
  let browser: TestBrowser;

  before(async () => {
    portal = await startPortal();
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  it('shows the engineer the example chatbots', async () => {
    const page = await browser.newPage();
    await signInAs(new MouseOperator(page), portal.url, 'Engineer');

    await page.getByRole('heading', { name: 'Chatbots' }).first().waitFor();
    await page
      .getByRole('row', { name: /support bot/i })
      .first()
      .waitFor();
  });

  it('shows the engineer the people of the catalog', async () => {
    const page = await browser.newPage();
    await signInAs(new MouseOperator(page), portal.url, 'Engineer');

    await page.goto(
      `${portal.url}/catalog?filters[kind]=user&filters[user]=all`,
    );

    await page.getByRole('link', { name: 'Reviewer one' }).waitFor();
    await page.getByRole('link', { name: 'Auditor' }).waitFor();
  });

  it('remembers who is signed in until they sign out', async () => {
    const page = await browser.newPage();
    await signInAs(new MouseOperator(page), portal.url, 'Auditor');

    await page.goto(`${portal.url}/settings`);
    await page.getByText('auditor@chatbot-portal.example').waitFor();
    await page.getByTestId('user-settings-menu').click();
    await page.getByTestId('sign-out').click();

    await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
  });

  it('lets nobody in who has not signed in', async () => {
    const response = await fetch(`${portal.url}/api/catalog/entities`);

    assert.equal(response.status, 401);
  });
});
