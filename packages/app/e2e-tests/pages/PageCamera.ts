import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Page } from 'playwright-core';
import { TestBrowser } from '../startBrowser';
import { LookBook } from './judgeLook';
import { cutOffOf, outlineOf, violationsOf } from './judgePage';
import { DemoUser, DocsView, Shot } from './Shot';

/** How a page is looked at. */
interface View {
  width: number;
  height: number;
  theme: 'light' | 'dark';
  docs?: DocsView;
}

const VIEWS: View[] = [
  { width: 1440, height: 900, theme: 'light', docs: 'wide' },
  { width: 1440, height: 900, theme: 'dark', docs: 'wide-dark' },
  { width: 390, height: 844, theme: 'light', docs: 'narrow' },
  { width: 390, height: 844, theme: 'dark' },
];

/** Where the first screen of a shot goes: what is seen of it without scrolling. */
export interface FirstScreens {
  folder: string;
  /** In dark colours too. */
  dark?: boolean;
}

function pictureOf({ name }: Shot, { width, theme }: View): string {
  return `${name}-${width}-${theme}.png`;
}

/** What the pictures of a shot's first screens are called. */
export function firstScreensOf(
  shot: Shot,
  { dark }: Pick<FirstScreens, 'dark'>,
): string[] {
  return VIEWS.filter(({ theme }) => dark || theme === 'light').map(view =>
    pictureOf(shot, view),
  );
}

/** Higher pictures than this show nothing that the first part of them does not. */
const MAX_HEIGHT = 6000;
/** Four pages share the processors with the portal. */
const TIMEOUT_MS = 90_000;
/** Where sign-in by role keeps the choice; see `packages/app/src/signIn/demoChoice.ts`. */
const DEMO_USER = 'chatbot-portal.demo-user';
/** A page with next to nothing on it: what was open before is gone once it is there. */
const NOWHERE = '/chatbots/nowhere';

/** Looks at pages in every size and theme, keeps what it sees, and tells what is wrong with it. */
export class PageCamera {
  readonly #browser: TestBrowser;
  readonly #url: string;
  readonly #folder: string;
  /** One for each view. They stay open from shot to shot: to start the app anew takes longer than all the rest. */
  #pages: Page[] = [];
  readonly #looks = new LookBook();
  /** Who looks now. */
  #user: DemoUser | undefined;

  private constructor(browser: TestBrowser, url: string, folder: string) {
    this.#browser = browser;
    this.#url = url;
    this.#folder = folder;
  }

  static async create(options: {
    browser: TestBrowser;
    url: string;
    folder: string;
  }): Promise<PageCamera> {
    await mkdir(options.folder, { recursive: true });
    return new PageCamera(options.browser, options.url, options.folder);
  }

  /** Takes the picture that stands in the docs: the first screen, as a person sees it. */
  async takeForDocs(shot: Shot, path: string): Promise<void> {
    const view = VIEWS.find(({ docs }) => docs === shot.docs);
    if (view) {
      const page = await this.#start(view);
      await signIn(page, shot.user);
      await this.#show(page, shot, path, view);
      await page.screenshot({
        path: join(this.#folder, `${shot.name}.png`),
        animations: 'disabled',
      });
      await page.context().close();
    }
  }

  /** Takes every picture of a shot. Answers what a person would stumble over. Shots of one person are best taken in a row. */
  async take(
    shot: Shot,
    path: string,
    firstScreens?: FirstScreens,
  ): Promise<string[]> {
    if (this.#pages.length === 0) {
      this.#pages = await Promise.all(VIEWS.map(view => this.#start(view)));
    }
    if (this.#user !== shot.user) {
      await Promise.all(this.#pages.map(page => signIn(page, shot.user)));
      this.#user = shot.user;
    }
    const problems = await Promise.all(
      VIEWS.map((view, index) =>
        this.#look(this.#pages[index], { shot, path, view, firstScreens }),
      ),
    );
    return problems.flat();
  }

  /** Parts of Material UI that looked like none of Backstage UI, on every page so far; undefined when there were none of both. */
  differences(): string[] | undefined {
    return this.#looks.compared > 0 ? this.#looks.differences() : undefined;
  }

  async close(): Promise<void> {
    await Promise.all(this.#pages.map(page => page.context().close()));
    this.#pages = [];
  }

  async #start({ theme }: View): Promise<Page> {
    const page = await this.#browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    // Backstage follows the system's theme while nobody chose one.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(this.#url + NOWHERE);
    return page;
  }

  /** Brings a page of the portal where the shot wants it. */
  async #show(page: Page, shot: Shot, path: string, view: View) {
    const { width, height } = view;
    await page.setViewportSize({ width, height });
    // What the page before was pointed at would have its hint open on this one.
    await page.mouse.move(0, 0);
    if (shot.user && shot.before) {
      // The app forgets what it was answered for other pictures, which would stand where this one is to lack an answer.
      await signIn(page, shot.user);
    } else if (shot.user) {
      await follow(page, NOWHERE);
      await page.getByText('There is no such page').waitFor();
    }
    await shot.before?.(page);
    await follow(page, path);
    await shot.ready(page);
    if (!shot.isLoading) {
      await settle(page);
    }
  }

  async #look(
    page: Page,
    options: {
      shot: Shot;
      path: string;
      view: View;
      firstScreens?: FirstScreens;
    },
  ): Promise<string[]> {
    const { shot, path, view, firstScreens } = options;
    const { width, theme } = view;
    const problems: string[] = [];
    const note = (error: Error) => problems.push(`Uncaught: ${error.message}`);
    page.on('pageerror', note);
    const picture = join(this.#folder, pictureOf(shot, view));
    try {
      await this.#show(page, shot, path, view);
      if (firstScreens && (firstScreens.dark || theme === 'light')) {
        await page.screenshot({
          path: join(firstScreens.folder, pictureOf(shot, view)),
          animations: 'disabled',
        });
      }
      await showAll(page, view);
      // Backstage's graph of relations draws itself again for the new size, and its sign that it loads has no name.
      await page.waitForFunction(
        () => !document.querySelector('.MuiCircularProgress-root'),
      );
      await page.screenshot({
        path: picture,
        animations: 'disabled',
      });
      if (width > 1000) {
        await this.#looks.look(page, { theme, on: shot.name });
      }
      // Light and dark differ in colours only, so the dark page is judged by them alone.
      const rules =
        theme === 'dark' || shot.isBackstages ? ['color-contrast'] : undefined;
      problems.push(...(await violationsOf(page, rules)));
      if (!shot.isBackstages) {
        problems.push(...(await cutOffOf(page)));
      }
      // No size or theme changes it.
      if (theme === 'light' && width > 1000) {
        problems.push(...(await outlineOf(page)));
      }
    } catch (error) {
      // What stood there instead says more than what was waited for.
      await page.screenshot({ path: picture.replace('.png', '-FAILED.png') });
      throw error;
    } finally {
      page.off('pageerror', note);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
    return problems.map(problem => `${width} px, ${theme}: ${problem}`);
  }
}

/**
 * Lets another person look; nobody, before signing in. The app must have started before it is led on: while it starts it has
 * read its address, and hears of no other.
 */
async function signIn(page: Page, user: DemoUser | undefined) {
  await page.evaluate(
    ([key, value]) =>
      value
        ? window.localStorage.setItem(key, value)
        : window.localStorage.removeItem(key),
    [DEMO_USER, user ?? ''],
  );
  await page.goto(new URL(NOWHERE, page.url()).href);
  if (user) {
    await page.getByText('There is no such page').waitFor();
  }
}

/** Goes to another page of the app as a link does, without loading it anew. */
async function follow(page: Page, path: string) {
  await page.evaluate(to => {
    window.history.pushState({}, '', to);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);
}

/** Waits until nothing on the page says that it is still loading. */
async function settle(page: Page) {
  await page.waitForFunction(
    () =>
      !document.querySelector(
        '.bui-Skeleton, [role="progressbar"]:not([aria-valuenow])',
      ),
  );
}

/** As high as the page is, so that a picture holds all of it and what sticks to the lower edge covers nothing. */
async function showAll(page: Page, { width, height }: View) {
  const content = await page.evaluate(
    () => document.documentElement.scrollHeight,
  );
  await page.setViewportSize({
    width,
    height: Math.min(MAX_HEIGHT, Math.max(height, content)),
  });
}
