import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { CONFIG_FILE, readBotConfig } from '../config/readBotConfig.ts';

/** Written by the bot and its tools, below whatever folder is watched. */
const WRITTEN =
  /(^|\/)(node_modules|\.git|\.cache|\.deploy|dist|feedback|evals\/results)(\/|$)/;

/** What stands in the repository's own folder and is read. */
const FILES = [CONFIG_FILE, '.env', 'package.json'];

interface Watched {
  folder: string;
  /** Names in the folder that are told of; all that is below it without them. */
  names?: string[];
}

/**
 * Tells of changed files that change an answer or its evaluation: settings, documents, prompts, datasets and the team's code.
 *
 * @param changed - gets the path below the repository; editors write a file more than once, so it may be told several times
 * @returns ends it
 */
export function watchRepository(
  root: string,
  changed: (path: string) => void,
): () => void {
  let watchers: FSWatcher[] = [];
  const close = () => watchers.forEach(watcher => watcher.close());
  const open = () => {
    close();
    watchers = foldersOf(root)
      .filter(({ folder }) => existsSync(join(root, folder)))
      .map(({ folder, names }) =>
        watch(
          join(root, folder),
          { recursive: names === undefined },
          (_, name) => {
            const path = pathBelow(root, join(root, folder, name ?? ''));
            if (WRITTEN.test(path) || (names && !names.includes(name ?? ''))) {
              return;
            }
            if (path === CONFIG_FILE) {
              // It may name other folders now.
              open();
            }
            changed(path);
          },
        ),
      );
  };
  open();
  return close;
}

function foldersOf(root: string): Watched[] {
  const { documents, datasets } = settingsOf(root);
  return [
    { folder: '', names: FILES },
    { folder: documents },
    { folder: 'prompts' },
    { folder: 'src' },
    ...datasets.map(path => ({
      folder: dirname(path),
      names: [basename(path)],
    })),
  ];
}

/** A configuration that can't be read is watched until it can. */
function settingsOf(root: string): { documents: string; datasets: string[] } {
  try {
    const { documents, datasets } = readBotConfig(root);
    return { documents: documents.folder, datasets: Object.values(datasets) };
  } catch {
    return { documents: 'data/documents', datasets: [] };
  }
}

function pathBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
