import { DocumentRefused } from './loaders/Loader.ts';

const LONGEST_GROUP = 200;

/** What holds for a path and everything below it: a folder's or a document's path, and its value. `.` is the whole folder. */
export type ByPath<T> = Readonly<Record<string, T>>;

/** Finds what holds for a document: the rule for the longest path decides, so that `hr/public` may differ from `hr`. */
export class PathRules<T> {
  readonly #rules: ReadonlyMap<string, T>;

  constructor(rules: ByPath<T>) {
    this.#rules = new Map(
      Object.entries(rules).map(([path, value]) => [cleanPath(path), value]),
    );
  }

  for(document: string): T | undefined {
    const parts = document.split('/');
    for (let length = parts.length; length > 0; length -= 1) {
      const path = parts.slice(0, length).join('/');
      if (this.#rules.has(path)) {
        return this.#rules.get(path);
      }
    }
    return this.#rules.get('');
  }

  /**
   * Refuses a rule for a path that is not there: a name typed wrong would leave its documents to everybody.
   *
   * @throws Error that names the path
   */
  assertPathsExist(setting: string, paths: Iterable<string>): void {
    const known = new Set(['', ...paths]);
    for (const path of this.#rules.keys()) {
      if (!known.has(path)) {
        throw new Error(
          `${setting} names ${path}, and there is no such folder or document.`,
        );
      }
    }
  }
}

/**
 * Who may read a document: the groups of its folder. The document itself may name fewer of them, and never others: who writes a
 * document does not decide who is let in.
 *
 * @param ofFolder - Groups by the configuration; `undefined` where none holds, an empty list for everybody
 * @param ofDocument - Groups that the document itself names
 * @returns Sorted names, or `undefined` for everybody
 * @throws DocumentRefused where the document names a group that its folder has not
 */
export function groupsOf(
  ofFolder: readonly string[] | undefined,
  ofDocument: readonly string[] | undefined,
): string[] | undefined {
  if (ofDocument === undefined) {
    return ofFolder === undefined || ofFolder.length === 0
      ? undefined
      : sorted(ofFolder);
  }
  const wrong = ofDocument.find(name => !isGroupName(name));
  if (wrong !== undefined) {
    throw new DocumentRefused(
      'front-matter',
      `names the group ${JSON.stringify(wrong)}, which is no name`,
    );
  }
  if (ofFolder !== undefined && ofFolder.length > 0) {
    const other = ofDocument.find(name => !ofFolder.includes(name));
    if (other !== undefined) {
      throw new DocumentRefused(
        'front-matter',
        `names the group ${other}, which its folder is not for: add it to the folder in the configuration`,
      );
    }
  }
  return sorted(ofDocument);
}

/**
 * Refuses names of groups that could be taken for others.
 *
 * @throws Error that names the path and the group
 */
export function assertGroupNames(groups: ByPath<readonly string[]>): void {
  for (const [path, names] of Object.entries(groups)) {
    const wrong = names.find(name => !isGroupName(name));
    if (wrong !== undefined) {
      throw new Error(
        `groups of ${path} has ${JSON.stringify(
          wrong,
        )}: a group's name has no comma, no control character and no blank at its ends.`,
      );
    }
  }
}

function isGroupName(name: string): boolean {
  return (
    name !== '' &&
    name.length <= LONGEST_GROUP &&
    name === name.trim() &&
    !/[,\p{Cc}]/u.test(name)
  );
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function cleanPath(path: string): string {
  return path
    .normalize('NFC')
    .replace(/^\.(?:\/|$)/, '')
    .replace(/\/+$/, '');
}
