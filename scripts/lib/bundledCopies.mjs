import { posix } from 'node:path';

/** Where the folder stands that a module of a development bundle is named from. */
const APP = 'packages/app/';

/** The longest path that is looked at, in characters. */
const MAX_PATH = 1000;
/** The folders at the end of a text. */
const FOLDERS = /(?:[\w.@+-]+\/)*$/;

/**
 * The copies of a package in a development bundle, as folders below the root of
 * the repository. Modules are named by their path from the app's own folder.
 * Looks back from each mention: one pattern over the whole would try each
 * character of a source map, whose Base64 reads like a path of megabytes.
 */
export function bundledCopies(scripts, name) {
  const mention = `node_modules/${name}`;
  const copies = new Set();
  for (const script of scripts) {
    for (
      let at = script.indexOf(`${mention}/`);
      at >= 0;
      at = script.indexOf(`${mention}/`, at + 1)
    ) {
      const before = script.slice(Math.max(0, at - MAX_PATH), at);
      copies.add(fromRoot(before.match(FOLDERS)[0] + mention));
    }
  }
  return [...copies].sort();
}

/** One spelling for each folder: the bundle has `./../../` as well as `../../`. */
function fromRoot(path) {
  return path.startsWith('.') ? posix.join(APP, path) : path;
}
