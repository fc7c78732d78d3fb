import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ROOT } from '../lib/paths.mjs';
import {
  applyBlock,
  installCommands,
  readBlocks,
} from '../lib/readmeBlocks.mjs';
import { run } from '../lib/run.mjs';
import { mergeConfig } from './mergeConfig.mjs';
import { mustRun } from './mustRun.mjs';

const CREATE_APP =
  'node_modules/@backstage/create-app/bin/backstage-create-app';
const SCOPE = '@chatbot-portal';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Where our registry listens. */
const HOST = '127.0.0.1';

/** A Backstage app outside the checkout: new as `create-app` makes it, then moved to later lines. */
export class FreshApp {
  /** The app's own folder. */
  path;
  #env;
  #running;

  /**
   * @param options - `folder` to work in, `yarn` the script of Yarn, `registry`
   * the address that serves our packages, `line` that `create-app` makes
   */
  static async create({ folder, yarn, registry, line }) {
    const path = join(folder, 'app');
    const env = await environment({ folder, yarn });
    await mustRun(
      'Creating the app',
      (args, options) => run(process.execPath, args, options),
      [join(ROOT, CREATE_APP), '--path', path, '--skip-install'],
      { cwd: folder, env: { ...env, BACKSTAGE_APP_NAME: 'fresh' } },
    );
    await pin(path);
    await useRegistry(path, registry);
    await resolveAsOf(path, line);
    forgetOurPackages(env.YARN_GLOBAL_FOLDER);
    return new FreshApp(path, env);
  }

  constructor(path, env) {
    this.path = path;
    this.#env = env;
  }

  /** Does what a README says: runs its commands and edits the files it names. */
  async follow(readme) {
    const commands = installCommands(readme);
    await mustRun(
      commands.trim(),
      (args, options) => run('sh', args, options),
      ['-euc', commands],
      { cwd: this.path, env: this.#env },
    );
    for (const block of readBlocks(readme).filter(({ file }) => file)) {
      const file = join(this.path, block.file);
      const present = existsSync(file)
        ? await readFile(file, 'utf8')
        : undefined;
      const isConfig = block.file === 'app-config.yaml';
      mkdirSync(dirname(file), { recursive: true });
      await writeFile(
        file,
        isConfig
          ? stringify(mergeConfig(parse(present), parse(block.text)))
          : applyBlock(block, present),
      );
    }
  }

  /** Adds an entity to those that every new app brings: people to `org`, the others to `entities`. */
  async describeEntity(entity) {
    const isOfPeople = ['User', 'Group'].includes(entity.kind);
    const file = `examples/${isOfPeople ? 'org' : 'entities'}.yaml`;
    await appendFile(join(this.path, file), `---\n${stringify(entity)}`);
  }

  /** Installs what the commands so far have noted, all at once. */
  async install() {
    await this.yarn('Installing the app', ['install']);
  }

  /** Moves every part of Backstage to a later line, as `versions:bump` would from the internet. */
  async moveTo(line) {
    await resolveAsOf(this.path, line);
    const pattern = '@backstage/*';
    const lockOnly = '--mode=update-lockfile';
    const what = `Moving the app to ${line.name}`;
    await this.yarn(what, ['up', pattern, lockOnly]);
    // Also what others bring: their ranges admit versions that the lock file does not name.
    await this.yarn(what, ['up', '--recursive', pattern, lockOnly]);
    await this.install();
  }

  /** Versions of a package anywhere in the app, with the output of `yarn why`. */
  async why(name) {
    const output = await this.yarn(`yarn why ${name}`, ['why', name]);
    const versions = output.matchAll(
      new RegExp(`${name}@\\S*npm:([\\w.-]+)[^\\n]*\\(via`, 'g'),
    );
    return {
      versions: [...new Set([...versions].map(([, one]) => one))],
      output,
    };
  }

  /**
   * Compiles the app and the declarations of these packages, which an app's own
   * settings skip: problems of others' declarations are theirs.
   */
  async compile(entries) {
    const file = join(this.path, 'packages/app/src/declarations.ts');
    const lines = entries.map(
      (entry, index) => `import * as part${index} from '${entry}';`,
    );
    const parts = entries.map((_, index) => `part${index}`);
    await writeFile(
      file,
      [...lines, `export default [${parts.join(', ')}];`, ''].join('\n'),
    );
    const { code, output } = await run(
      'yarn',
      [
        'tsc',
        '--skipLibCheck',
        'false',
        '--incremental',
        'false',
        '--pretty',
        'false',
      ],
      { cwd: this.path, env: this.#env },
    );
    rmSync(file);
    const problems = output
      .split('\n')
      .filter(line => /: error TS\d+/.test(line))
      .filter(line => !/^\S*node_modules\/(?!@chatbot-portal\/)/.test(line));
    if (problems.length > 0 || (code !== 0 && !/: error TS/.test(output))) {
      throw new Error(problems.join('\n') || output);
    }
  }

  async yarn(what, args) {
    return mustRun(what, (all, options) => run('yarn', all, options), args, {
      cwd: this.path,
      env: this.#env,
    });
  }

  /** Starts frontend and backend as a developer does, with these settings on top. */
  async start(settings) {
    await writeFile(
      join(this.path, 'app-config.local.yaml'),
      stringify(settings),
    );
    const child = spawn('yarn', ['start'], {
      cwd: this.path,
      // A group of its own, so that whatever it starts can be ended with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...this.#env, NODE_ENV: 'development', BROWSER: 'none' },
    });
    const running = { child, output: '', hasEnded: false };
    const collect = chunk => {
      running.output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    running.ended = new Promise(resolve => {
      child.once('close', () => {
        running.hasEnded = true;
        resolve();
      });
    });
    this.#running = running;
    return running;
  }

  /** Ends what was started, wherever it stands. */
  async stop() {
    const { child, ended, hasEnded } = this.#running ?? { hasEnded: true };
    if (hasEnded) {
      return;
    }
    const end = signal => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group is gone.
      }
    };
    end('SIGTERM');
    const timer = setTimeout(() => end('SIGKILL'), 8_000);
    await ended;
    clearTimeout(timer);
    end('SIGKILL');
  }
}

/**
 * The environment of a developer's shell. Its `yarn` is ours, and notes what is
 * added without linking it each time; downloads are kept where the checkout
 * keeps its own.
 */
async function environment({ folder, yarn }) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  await writeFile(
    join(bin, 'yarn'),
    `#!/bin/sh
for argument; do
  if [ "$argument" = add ]; then
    set -- "$@" --mode=update-lockfile
    break
  fi
done
exec '${process.execPath}' '${yarn}' "$@"
`,
    { mode: 0o755 },
  );
  return {
    ...process.env,
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    YARN_ENABLE_GLOBAL_CACHE: 'true',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    // Nothing here needs its install script: what is native comes prebuilt.
    YARN_ENABLE_SCRIPTS: 'false',
    // Ours bring their types; Yarn would ask a search engine for those of others.
    YARN_TS_ENABLE_AUTO_TYPES: 'false',
  };
}

/**
 * Takes the versions of our lock file in place of the one that `create-app` gets
 * from GitHub, so that two runs are alike, and our resolutions with it. What it
 * says of Backstage is left out: that is of one line.
 */
async function pin(path) {
  const ofBackstage = name => name.includes('@backstage/');
  const file = join(path, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const ours = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  manifest.resolutions = {
    ...manifest.resolutions,
    ...Object.fromEntries(
      Object.entries(ours.resolutions).filter(([name]) => !ofBackstage(name)),
    ),
  };
  await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
  const entries = (await readFile(join(ROOT, 'yarn.lock'), 'utf8')).split(
    '\n\n',
  );
  await writeFile(
    join(path, 'yarn.lock'),
    entries.filter(entry => !entry.startsWith('"@backstage/')).join('\n\n'),
  );
}

/** Adds our registry, as a company adds its own. */
async function useRegistry(path, registry) {
  await changeYarnrc(path, {
    npmScopes: { [SCOPE.slice(1)]: { npmRegistryServer: registry } },
    npmPreapprovedPackages: ['*', '@!(backstage)/*'],
    unsafeHttpWhitelist: [HOST],
  });
}

/**
 * Lets Yarn take, of Backstage, the newest that was there on the line's day:
 * ranges of today would mix it with parts of later releases, which bring copies
 * of what has to be one.
 */
async function resolveAsOf(path, line) {
  const age = Math.floor((Date.now() - Date.parse(line.asOf)) / DAY_MS);
  await changeYarnrc(path, { npmMinimalAgeGate: `${Math.max(age, 0)}d` });
}

async function changeYarnrc(path, change) {
  const file = join(path, '.yarnrc.yml');
  const present = parse(await readFile(file, 'utf8'));
  await writeFile(file, stringify({ ...present, ...change }));
}

/** Yarn takes a version that it has seen for unchanged; ours changes with each run. */
function forgetOurPackages(globalFolder) {
  const cache = join(globalFolder, 'cache');
  for (const name of listFolder(cache)) {
    if (name.startsWith(`${SCOPE}-`)) {
      rmSync(join(cache, name), { force: true });
    }
  }
  const metadata = join(globalFolder, 'metadata/npm');
  for (const name of listFolder(metadata)) {
    rmSync(join(metadata, name, HOST), { recursive: true, force: true });
  }
}

function listFolder(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
