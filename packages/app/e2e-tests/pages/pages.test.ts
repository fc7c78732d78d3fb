import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PortalClient } from '../PortalClient';
import { startBrowser, TestBrowser } from '../startBrowser';
import { startPortal, TestPortal } from '../startPortal';
import { chatbotShots } from './chatbotShots';
import { governanceShots } from './governanceShots';
import { longestCatalog } from './longestCatalog';
import { PageCamera } from './PageCamera';
import { playLongest } from './playLongest';
import { stateShots } from './stateShots';
import { readStory, Story } from './Story';

const FOLDER = resolve(__dirname, '../../../../test-results/pages');
/** In the order of the people who look, so that each signs in once. */
const SHOTS = [...governanceShots, ...chatbotShots, ...stateShots].sort(
  (a, b) => (a.user ?? '').localeCompare(b.user ?? ''),
);

describe('every page, wide and narrow, light and dark', () => {
  let config: string;
  let portal: TestPortal;
  let browser: TestBrowser;
  let camera: PageCamera;
  let story: Story;

  before(async () => {
    config = await mkdtemp(join(tmpdir(), 'chatbot-portal-pages-'));
    Object.assign(process.env, await longestCatalog(config));
    portal = await startPortal();
    browser = await startBrowser();
    const reader = await PortalClient.as(portal.url, 'engineer');
    if (!process.env.E2E_PORTAL_DATA) {
      await playLongest(portal.url);
    }
    story = await readStory(reader);
    camera = await PageCamera.create({
      browser,
      url: portal.url,
      folder: FOLDER,
    });
  });

  after(async () => {
    await camera?.close();
    await browser?.close();
    await portal?.stop();
    await rm(config, { recursive: true, force: true });
  });

  for (const shot of SHOTS) {
    it(shot.name, async () => {
      const path = typeof shot.path === 'string' ? shot.path : shot.path(story);

      assert.deepEqual(await camera.take(shot, path), []);
    });
  }
});
