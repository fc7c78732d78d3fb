import { Page } from 'playwright-core';

const API = '**/api/chatbots/v1';

/** The backend has nothing to show. */
export function answerNothing(...paths: string[]) {
  return (page: Page) => answer(page, paths, { items: [], total: 0 });
}

/** The backend refuses, with a reason and a hint as it does. */
export function answerFailing(...paths: string[]) {
  return async (page: Page) => {
    for (const path of paths) {
      await page.route(API + path, route =>
        route.fulfill({
          status: 503,
          json: {
            error: {
              name: 'ServiceUnavailableError',
              message: 'The catalog does not answer',
              reason: 'membership-unavailable',
              hint: 'Try again in a minute.',
            },
            response: { statusCode: 503 },
          },
        }),
      );
    }
  };
}

/** The backend does not answer: what is seen while a page loads. */
export function answerNever(...paths: string[]) {
  return async (page: Page) => {
    for (const path of paths) {
      await page.route(API + path, () => undefined);
    }
  };
}

/** The backend answers what its history has nothing of. */
export function answerWith(answers: Record<string, object>) {
  return async (page: Page) => {
    for (const [path, body] of Object.entries(answers)) {
      await answer(page, [path], body);
    }
  };
}

async function answer(page: Page, paths: string[], body: object) {
  for (const path of paths) {
    await page.route(API + path, route => route.fulfill({ json: body }));
  }
}

/** The backend answers, with something else in its answer. */
export function answerChanged<T extends object>(
  path: string,
  change: (body: T) => object,
) {
  return async (page: Page) => {
    await page.route(API + path, async route => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        json: change(await response.json()),
      });
    });
  };
}
