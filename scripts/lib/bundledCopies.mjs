/** Where the folder stands that a module of a development bundle is named from. */
const APP = 'packages/app/';

/**
 * The copies of a package in a development bundle, as folders below the root of
 * the repository. Modules are named by their path from the app's own folder.
 */
export function bundledCopies(scripts, name) {
  const pattern = new RegExp(
    `((?:[\\w.@+-]+/)*node_modules/${name.replace(/[/.]/g, '\\$&')})/`,
    'g',
  );
  const copies = new Set();
  for (const script of scripts) {
    for (const [, path] of script.matchAll(pattern)) {
      copies.add(fromRoot(path));
    }
  }
  return [...copies].sort();
}

function fromRoot(path) {
  if (path.startsWith('../../')) {
    return path.slice('../../'.length);
  }
  return path.startsWith('./') ? APP + path.slice('./'.length) : path;
}
