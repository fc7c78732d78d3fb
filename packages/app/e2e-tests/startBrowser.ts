import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, chromium, Page } from 'playwright-core';

/** A browser and how to end it. */
export interface TestBrowser {
  /** A page in a context of its own, so no two share a sign-in. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the Chromium named by CHROMIUM_PATH, with a home folder of its own. */
export async function startBrowser(): Promise<TestBrowser> {
  const home = await mkdtemp(join(tmpdir(), 'chatbot-portal-browser-'));
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    env: { ...process.env, HOME: home },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    async newPage() {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
      });
      return context.newPage();
    },
    async close() {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
