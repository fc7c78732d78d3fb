import { chromium } from 'playwright-core';

const MINUTE = 60_000;

/**
 * Does what people do with a chatbot, by clicks alone: catalog, its promotion,
 * the inbox, the audit log. Resolves with the scripts that the browser was sent;
 * an error on a page ends it. `texts` have to stand on the promotion's page.
 */
export async function clickThrough({ url, version, texts }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const scripts = [];
  const problems = [];
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
    });
    page.setDefaultTimeout(MINUTE);
    page.on('pageerror', error => problems.push(error.stack ?? error.message));
    page.on('response', response => {
      if (/\.js$/.test(new URL(response.url()).pathname)) {
        scripts.push(response.text());
      }
    });
    await walk(page, { url, version, texts }).catch(async error => {
      const text = await page.locator('body').innerText();
      throw new Error(`${error.message}\nAt ${page.url()}\n${text}`);
    });
    if (problems.length > 0) {
      throw new Error(`Errors on the page:\n${problems.join('\n')}`);
    }
    return await Promise.all(scripts);
  } finally {
    await browser.close();
  }
}

async function walk(page, { url, version, texts }) {
  const sidebar = page.getByRole('navigation', { name: 'sidebar nav' });
  const open = async name => {
    await sidebar.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, exact: true }).first().waitFor();
  };
  const showsPromotion = async () => {
    await page.getByText(version).first().waitFor();
    await page.getByText('ai-governance').first().waitFor();
    for (const text of texts) {
      await page.getByText(text).first().waitFor();
    }
  };

  await page.goto(url);
  await page.getByRole('button', { name: 'Enter' }).click();

  await open('Chatbots');
  await page.getByText('Greeter bot', { exact: true }).first().click();
  await page.getByText('What runs where').waitFor();
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await tabs.getByRole('link', { name: 'Versions', exact: true }).click();
  await page.getByText(version).first().waitFor();
  await tabs.getByRole('link', { name: 'Approvals', exact: true }).click();
  await page
    .getByRole('link', { name: /staging/ })
    .first()
    .click();
  await showsPromotion();

  await open('Approvals');
  // Reviewers are others.
  await page.getByRole('tab', { name: 'Requested by me' }).click();
  await page
    .getByRole('link', { name: new RegExp(version) })
    .first()
    .click();
  await showsPromotion();

  await open('Audit');
  await page.getByText(/^\d+ events match$/).waitFor();
}
