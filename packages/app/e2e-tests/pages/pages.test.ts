import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PortalClient } from '../PortalClient';
import { startBrowser, TestBrowser } from '../startBrowser';
import { startPortal, TestPortal } from '../startPortal';
import { chatbotShots } from './chatbotShots';
import { factsShots } from './factsShots';
import { governanceShots } from './governanceShots';
import { hiddenShots } from './hiddenShots';
import { longestCatalog } from './longestCatalog';
import { PageCamera } from './PageCamera';
import { playLongest } from './playLongest';
import { Shot } from './Shot';
import { stateShots } from './stateShots';
import { readExamples, Examples } from './Examples';
import { webhookShots } from './webhookShots';

const ROOT = resolve(__dirname, '../../../..');
/** The docs show the example history as a first start does: without the chatbot with the longest names. */
const FOR_DOCS = Boolean(process.env.DOCS_IMAGES);
const FOLDER = join(ROOT, FOR_DOCS ? 'docs/images' : 'test-results/pages');
/** In the order of the people who look, so that each signs in once. */
const SHOTS = [
  ...governanceShots,
  ...chatbotShots,
  ...factsShots,
  ...stateShots,
  ...hiddenShots,
  ...webhookShots,
]
  .filter(shot => !FOR_DOCS || shot.docs)
  .sort((a, b) => (a.user ?? '').localeCompare(b.user ?? ''));

describe('every page, wide and narrow, light and dark', () => {
  let config: string;
  let portal: TestPortal;
  let browser: TestBrowser;
  let camera: PageCamera;
  let examples: Examples;

  const pathOf = ({ path }: Shot) =>
    typeof path === 'string' ? path : path(examples);

  before(async () => {
    config = await mkdtemp(join(tmpdir(), 'chatbot-portal-pages-'));
    if (!FOR_DOCS) {
      Object.assign(process.env, await longestCatalog(config));
    }
    portal = await startPortal();
    browser = await startBrowser();
    // A portal that ran before has everything already.
    if (!FOR_DOCS && !process.env.E2E_PORTAL_DATA) {
      await playLongest(portal.url);
    }
    examples = await readExamples(
      await PortalClient.as(portal.url, 'engineer'),
      FOR_DOCS
        ? ['support', 'hr', 'docs']
        : ['support', 'hr', 'docs', 'longest'],
    );
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

  function photograph(shot: Shot) {
    it(shot.name, async () => {
      if (FOR_DOCS) {
        await camera.takeForDocs(shot, pathOf(shot));
      } else {
        assert.deepEqual(await camera.take(shot, pathOf(shot)), []);
      }
    });
  }

  for (const shot of SHOTS) {
    photograph(shot);
  }
});
