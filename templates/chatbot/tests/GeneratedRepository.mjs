import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { answers, renderTemplate } from './renderTemplate.mjs';

/** What says how the registry is reached is this machine's business; nothing else of its environment takes part. */
const NETWORK =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file|npm_config_registry|pip_.+|uv_.+)$/i;

/** An empty home folder; repositories that share one share npm's cache. */
export function emptyHome() {
  return mkdtempSync(join(tmpdir(), 'chatbot-home-'));
}

/** A repository as the template makes it, outside of this checkout, on a machine that knows no portal. */
export class GeneratedRepository {
  #home;
  #temporary;

  constructor(folder, home) {
    this.folder = folder;
    this.#home = home;
    this.#temporary = join(home, 'tmp');
    mkdirSync(this.#temporary, { recursive: true });
  }

  static async render(home, parameters = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'chatbot-generated-'));
    await renderTemplate(folder, { ...answers, ...parameters });
    const repository = new GeneratedRepository(folder, home);
    const author = ['-c', 'user.name=Engineer', '-c', 'user.email=e@example'];
    await repository.run('git', 'init', '--quiet');
    await repository.run('git', 'add', '--all');
    await repository.run('git', ...author, 'commit', '--quiet', '-m', 'Create');
    return repository;
  }

  /** Installed dependencies are large: a test does not leave them behind. */
  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Folders and files of the bot that its commands left in the temporary folder. */
  leftovers() {
    return readdirSync(this.#temporary).filter(name =>
      name.startsWith('chatbot-'),
    );
  }

  read(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs a command to its end; resolves with what it said, in the order it came. */
  run(command, ...args) {
    return this.runIn(this.folder, command, ...args);
  }

  runIn(cwd, command, ...args) {
    return new Promise(resolve => {
      const child = this.start(cwd, {}, command, ...args);
      let output = '';
      const collect = chunk => {
        output += chunk;
      };
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.on('error', error => resolve({ code: 127, output: `${error}` }));
      child.on('close', code => resolve({ code, output }));
    });
  }

  /** Starts a command that goes on. */
  start(cwd, env, command, ...args) {
    const network = Object.entries(process.env).filter(([name]) =>
      NETWORK.test(name),
    );
    return spawn(command, args, {
      cwd,
      env: {
        ...Object.fromEntries(network),
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        HOME: this.#home,
        TMPDIR: this.#temporary,
        CI: 'true',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}
