import { Page } from 'playwright-core';

/** Parts that both libraries draw, and by what a person would tell them apart. */
const PARTS = {
  button: {
    backstageUi: '.bui-Button, .bui-ButtonLink',
    material: '.MuiButton-root:not(nav *)',
    looks: ['height', 'font-weight', 'border-radius', 'text-transform'],
  },
  link: {
    backstageUi: '.bui-Link',
    material: '.MuiLink-underlineHover:not(.MuiButtonBase-root, :has(> div))',
    looks: ['color', 'text-decoration-line', 'text-decoration-style'],
  },
  choice: {
    backstageUi: '.bui-SelectTrigger',
    material: '.MuiInputBase-root:has(> .MuiSelect-root)',
    looks: ['height', 'color', 'border-radius', 'background-image'],
  },
  'head of a table': {
    backstageUi: '.bui-TableHead',
    // Columns of actions and of check boxes have no words.
    material:
      'th.MuiTableCell-head:not(:empty, .MuiTableCell-paddingNone, .MuiTableCell-paddingCheckbox)',
    looks: ['color', 'font-weight', 'padding-left', 'text-transform'],
  },
} as const;

/** What every part with words on it has. */
const OF_ALL = ['font-family', 'font-size', 'letter-spacing'];

type Library = 'backstageUi' | 'material';

/** What parts of both libraries look like, on every page that was looked at. */
export class LookBook {
  /** Looks by theme, part and library, each with the first picture on which it was seen. */
  readonly #seen = new Map<string, Record<Library, Map<string, string>>>();

  /** Takes down what is on a page. */
  async look(page: Page, { theme, on }: { theme: string; on: string }) {
    for (const [part, { looks, ...selectors }] of Object.entries(PARTS)) {
      const key = `${theme}: ${part}`;
      const seen = this.#seen.get(key) ?? {
        backstageUi: new Map<string, string>(),
        material: new Map<string, string>(),
      };
      this.#seen.set(key, seen);
      for (const library of ['backstageUi', 'material'] as const) {
        const found = await stylesOf(page, selectors[library], [
          ...OF_ALL,
          ...looks,
        ]);
        for (const look of found) {
          if (!seen[library].has(look)) {
            seen[library].set(look, on);
          }
        }
      }
    }
  }

  /** Parts of Material UI that look like none of Backstage UI. */
  differences(): string[] {
    return [...this.#seen].flatMap(([part, { backstageUi, material }]) =>
      backstageUi.size === 0
        ? []
        : [...material]
            .filter(([look]) => !backstageUi.has(look))
            .map(
              ([look, on]) =>
                `${part} on ${on}: ${look}; of Backstage UI: ${[
                  ...backstageUi.keys(),
                ].join(' | ')}`,
            ),
    );
  }

  /** How many looks of Material UI were compared. */
  get compared(): number {
    return [...this.#seen.values()]
      .filter(({ backstageUi }) => backstageUi.size > 0)
      .reduce((sum, { material }) => sum + material.size, 0);
  }
}

async function stylesOf(
  page: Page,
  selector: string,
  styles: string[],
): Promise<string[]> {
  return page.evaluate(
    ([parts, names]) => {
      const seen = new Set<string>();
      for (const part of document.querySelectorAll(parts as string)) {
        const { width } = part.getBoundingClientRect();
        const computed = getComputedStyle(part);
        // What can't be pressed now is drawn fainter by both.
        if (width > 0 && !part.matches(':disabled, [data-disabled]')) {
          seen.add(
            (names as string[])
              .map(name => `${name} ${computed.getPropertyValue(name)}`)
              .join(', '),
          );
        }
      }
      return [...seen];
    },
    [selector, styles] as const,
  );
}
