import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installProblem } from './networkProblem.mjs';
import { ROOT, TOOLCHAIN } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Node comes from the npm registry as a platform package: it is in reach
 * wherever the dependencies are, and brings no install script.
 */
const NODE_VERSION = '24.21.0';
const NODE_MAJORS = [22, 24];

/** The package that holds Node for this platform. */
function nodePackage() {
  const prefix =
    process.platform === 'darwin' && process.arch === 'arm64'
      ? 'node-bin'
      : 'node';
  const version = prefix === 'node-bin' ? '24' : NODE_VERSION;
  return { name: `${prefix}-${process.platform}-${process.arch}`, version };
}

/** Yarn's version stands in one place, the root package.json. */
function yarnVersion() {
  const { packageManager } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  return packageManager.replace('yarn@', '');
}

function installedVersion(name) {
  const file = join(TOOLCHAIN, 'node_modules', name, 'package.json');
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8')).version
    : undefined;
}

function locateNode() {
  if (NODE_MAJORS.includes(Number(process.versions.node.split('.')[0]))) {
    return { executable: process.execPath, missing: [] };
  }
  const { name, version } = nodePackage();
  const executable = join(TOOLCHAIN, 'node_modules', name, 'bin', 'node');
  const isThere = installedVersion(name)?.startsWith(version);
  return { executable, missing: isThere ? [] : [`${name}@${version}`] };
}

function locateYarn() {
  const version = yarnVersion();
  const name = '@yarnpkg/cli-dist';
  const script = join(TOOLCHAIN, 'node_modules', name, 'bin', 'yarn.js');
  const isThere = installedVersion(name) === version;
  return { script, missing: isThere ? [] : [`${name}@${version}`] };
}

async function bring(packages) {
  mkdirSync(TOOLCHAIN, { recursive: true });
  const manifest = join(TOOLCHAIN, 'package.json');
  if (!existsSync(manifest)) {
    writeFileSync(manifest, '{ "private": true }\n');
  }
  const { code, output } = await run(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    [
      'install',
      ...packages,
      '--save-exact',
      '--ignore-scripts',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
      '--fetch-retry-maxtimeout=3000',
    ],
    {
      cwd: TOOLCHAIN,
      env: {
        ...process.env,
        // A home folder that is missing or read-only must not matter.
        npm_config_cache: join(TOOLCHAIN, 'npm-cache'),
        npm_config_workspaces: 'false',
      },
    },
  );
  if (code !== 0) {
    throw installProblem('Bringing Node and Yarn', output);
  }
}

/** The home folder, or one in the checkout where there is none to write to. */
function homeFolder() {
  try {
    accessSync(process.env.HOME || '', constants.W_OK);
    return process.env.HOME;
  } catch {
    const home = join(TOOLCHAIN, 'home');
    mkdirSync(home, { recursive: true });
    return home;
  }
}

/**
 * Finds or brings Node and Yarn: `{ node, yarn, env, remark }`, where `yarn` is
 * a script for `node` and `env` has that Node first on its PATH.
 */
export async function ensureToolchain() {
  const node = locateNode();
  const yarn = locateYarn();
  const missing = [...node.missing, ...yarn.missing];
  if (missing.length > 0) {
    await bring(missing);
  }
  const env = {
    ...process.env,
    HOME: homeFolder(),
    PATH: [dirname(node.executable), process.env.PATH].join(delimiter),
    // Yarn must neither ask a home folder for settings nor write to it.
    YARN_ENABLE_GLOBAL_CACHE: 'false',
    YARN_GLOBAL_FOLDER: join(TOOLCHAIN, 'yarn'),
    YARN_ENABLE_TELEMETRY: '0',
    // Yarn hands this to scripts; a nested npm would take it for its own.
    npm_config_user_agent: undefined,
    npm_execpath: undefined,
  };
  return {
    node: node.executable,
    yarn: yarn.script,
    env,
    remark: missing.length > 0 ? `brought ${missing.join(', ')}` : 'present',
  };
}

/** Runs Yarn with the toolchain's Node. */
export function runYarn(toolchain, args, options = {}) {
  return run(toolchain.node, [toolchain.yarn, ...args], {
    ...options,
    env: { ...toolchain.env, ...options.env },
  });
}
