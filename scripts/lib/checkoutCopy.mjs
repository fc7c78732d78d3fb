import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './paths.mjs';

/** Packages that find ours by where they lie themselves, as this one finds the migrations: they are copied, too. */
const COPIED = new Set(['node_modules/@backstage/backend-plugin-api']);

/**
 * A copy of the checkout in which files can be changed while tests run: what git tracks or would track, with the dependencies of
 * the original and the workspaces of the copy.
 */
export class CheckoutCopy {
  constructor() {
    this.folder = realpathSync(
      mkdtempSync(join(tmpdir(), 'chatbot-portal-guards-')),
    );
    for (const path of listFiles()) {
      cpSync(join(ROOT, path), join(this.folder, path));
    }
    for (const folder of ['.', ...workspaces()]) {
      const modules = join(folder, 'node_modules');
      if (existsSync(join(ROOT, modules))) {
        this.#link(modules);
      }
    }
  }

  /** Runs work with a part of each of some files replaced. */
  async with([change, ...others], work) {
    if (!change) {
      return work();
    }
    const { file, search, replace } = change;
    const path = join(this.folder, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.split(search).join(replace));
    try {
      return await this.with(others, work);
    } finally {
      writeFileSync(path, text);
    }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #link(folder) {
    mkdirSync(join(this.folder, folder), { recursive: true });
    for (const name of readdirSync(join(ROOT, folder))) {
      const path = join(folder, name);
      if (name.startsWith('@')) {
        this.#link(path);
      } else if (COPIED.has(path)) {
        cpSync(join(ROOT, path), join(this.folder, path), { recursive: true });
      } else {
        symlinkSync(this.#target(path), join(this.folder, path));
      }
    }
  }

  /** A link to a workspace leads to the copy's; everything else to the original. */
  #target(path) {
    const original = join(ROOT, path);
    if (!lstatSync(original).isSymbolicLink()) {
      return original;
    }
    const inside = relative(ROOT, realpathSync(original));
    return /^(packages|plugins)\/[^/]+$/.test(inside)
      ? join(this.folder, inside)
      : original;
  }
}

function listFiles() {
  return execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
    .split('\0')
    .filter(path => path && existsSync(join(ROOT, path)));
}

function workspaces() {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(ROOT, parent))
      .map(name => join(parent, name))
      .filter(path => existsSync(join(ROOT, path, 'package.json'))),
  );
}

/** The package that a file belongs to. */
export function packageOf(file) {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    if (existsSync(join(ROOT, folder, 'package.json'))) {
      return folder;
    }
  }
  return '.';
}
