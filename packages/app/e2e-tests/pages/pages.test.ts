import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PortalClient } from '../PortalClient';
import { openDatabase, PortalDatabase } from '../PortalDatabase';
import { QuestionBook } from '../questions/QuestionBook';
import { startBrowser, TestBrowser } from '../startBrowser';
import { startPortal, TestPortal } from '../startPortal';
import { chatbotShots } from './chatbotShots';
import { factsShots } from './factsShots';
import { governanceShots } from './governanceShots';
import { hiddenShots } from './hiddenShots';
import { longestCatalog } from './longestCatalog';
import { firstScreensOf, PageCamera } from './PageCamera';
import { playLongest } from './playLongest';
import { Shot } from './Shot';
import { stateShots } from './stateShots';
import { readExamples, Examples } from './Examples';
import { webhookShots } from './webhookShots';

const ROOT = resolve(__dirname, '../../../..');
/** The docs show the example history as a first start does: without the chatbot with the longest names. */
const FOR_DOCS = Boolean(process.env.DOCS_IMAGES);
const FOLDER = join(ROOT, FOR_DOCS ? 'docs/images' : 'test-results/pages');
const QUESTIONS = join(ROOT, 'test-results/questions');
/** Only pages of which something is asked: a round of reading needs no others. */
const ONLY_ASKED = Boolean(process.env.ONLY_ASKED);
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
  .filter(shot => !ONLY_ASKED || QuestionBook.asks(shot.name))
  .sort((a, b) => (a.user ?? '').localeCompare(b.user ?? ''));

describe('every page, wide and narrow, light and dark', () => {
  let config: string;
  let portal: TestPortal;
  let browser: TestBrowser;
  let camera: PageCamera;
  let examples: Examples;
  let db: PortalDatabase;
  let book: QuestionBook;

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
    const reader = await PortalClient.as(portal.url, 'engineer');
    examples = await readExamples(
      reader,
      FOR_DOCS
        ? ['support', 'hr', 'docs']
        : ['support', 'hr', 'docs', 'longest'],
    );
    db = openDatabase(portal);
    book = await QuestionBook.open({ folder: QUESTIONS, db, reader });
    camera = await PageCamera.create({
      browser,
      url: portal.url,
      folder: FOLDER,
    });
  });

  after(async () => {
    await camera?.close();
    if (!FOR_DOCS) {
      await book?.close();
    }
    await db?.close();
    await browser?.close();
    await portal?.stop();
    await rm(config, { recursive: true, force: true });
  });

  function photograph(shot: Shot) {
    it(shot.name, async () => {
      if (FOR_DOCS) {
        await camera.takeForDocs(shot, pathOf(shot));
      } else {
        const asked = QuestionBook.asks(shot.name);
        const problems = await camera.take(
          shot,
          pathOf(shot),
          asked && { folder: book.folder, dark: asked.dark },
        );
        if (asked) {
          await book.note(asked, firstScreensOf(shot, asked), examples);
        }
        assert.deepEqual(problems, []);
      }
    });
  }

  for (const shot of SHOTS) {
    photograph(shot);
  }

  it(
    'no part of Material UI looks unlike those of Backstage UI',
    { skip: FOR_DOCS || ONLY_ASKED },
    () => assert.deepEqual(camera.differences(), []),
  );
});
