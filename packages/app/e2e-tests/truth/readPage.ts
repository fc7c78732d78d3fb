import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Locator } from 'playwright-core';

/** A part of a page: its lines, and the links and instants in it. */
export interface Part {
  text: string;
  lines: string[];
  links: string[];
  /** Links that lead to a version of a chatbot. */
  versions: string[];
  /** Links that lead to a person, as the name in the person's ref. */
  people: string[];
  /** RFC 3339, as the page holds them behind its words. */
  instants: string[];
}

/** What some elements say, in the order of the page. Waits for nothing. */
export async function partsOf(elements: Locator): Promise<Part[]> {
  const parts = await elements.evaluateAll(found =>
    found.map(element => ({
      text: (element as HTMLElement).innerText.trim(),
      anchors: [...element.querySelectorAll('a')].map(one => ({
        name: one.innerText.trim(),
        path: one.pathname,
      })),
      instants: [...element.querySelectorAll('time')].map(one => one.dateTime),
    })),
  );
  return parts.map(({ text, anchors, instants }) => ({
    text,
    instants,
    links: anchors.map(({ name }) => name),
    versions: anchors
      .filter(({ path }) => path.includes('/versions/'))
      .map(({ name }) => name),
    people: anchors
      .filter(({ path }) => path.includes('/user/'))
      .map(({ name }) => personKey(name)),
    lines: text
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  }));
}

/** The rows of a table, each by the names of its columns. */
export async function rowsOf(table: Locator): Promise<Record<string, Part>[]> {
  const columns = (await partsOf(table.getByRole('columnheader'))).map(
    ({ text }) => text,
  );
  const cells = await partsOf(
    table.getByRole('rowheader').or(table.getByRole('gridcell')),
  );
  const rows: Record<string, Part>[] = [];
  for (let at = 0; columns.length > 0 && at < cells.length; at++) {
    const row = Math.floor(at / columns.length);
    rows[row] = { ...rows[row], [columns[at % columns.length]]: cells[at] };
  }
  return rows;
}

/** The facts of lists of names and values; of a name that stands there twice, the first. */
export async function factsOf(scope: Locator): Promise<Record<string, Part>> {
  const names = await partsOf(scope.getByRole('term'));
  const values = await partsOf(scope.getByRole('definition'));
  return Object.fromEntries(
    names.map(({ text }, index) => [text, values[index]] as const).reverse(),
  );
}

/** The number before some words, or nothing where the words are not said. */
export function numberBefore(
  part: Part | undefined,
  words: RegExp,
): number | undefined {
  const match = new RegExp(`([\\d,]+) (?:${words.source})`).exec(
    part?.text ?? '',
  );
  return match ? Number(match[1].replaceAll(',', '')) : undefined;
}

/** The line that is one of some words. */
export function oneOf(
  part: Part | undefined,
  words: readonly string[],
): string | undefined {
  return part?.lines.find(line => words.includes(line));
}

/** A code in words: `rolled-back` is `Rolled back`. */
export function inWords(code: string): string {
  return `${code[0].toUpperCase()}${code.slice(1)}`.replaceAll('-', ' ');
}

/** Words of the verdict of a gate or the outcome of a check. */
export function outcomeWord(outcome: string): string {
  return outcome === 'none' ? 'Not evaluated yet' : inWords(outcome);
}

/** Every word of {@link outcomeWord}. */
export const OUTCOMES = [
  'pass',
  'fail',
  'inconclusive',
  'not-applicable',
  'none',
].map(outcomeWord);

/** States of a promotion, in words. */
export const STATE_WORDS = PROMOTION_STATES.map(inWords);

/** People and groups are shown by names; those of the example organisation are their refs' in other letters. */
export function personKey(name: string): string {
  const [last] = name.split('/').slice(-1);
  return last.toLowerCase().replaceAll(' ', '-');
}
