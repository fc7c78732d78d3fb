import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, wherever the command was started from. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const TOOLCHAIN = join(ROOT, '.toolchain');
export const NODE_MODULES = join(ROOT, 'node_modules');

/** Databases, keys, logs and repositories: everything that outlives a start. */
export const DATA = resolve(ROOT, process.env.PORTAL_DATA_DIR || 'data');
export const KEYS = join(DATA, 'keys');
export const LOGS = join(DATA, 'logs');
