import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { extract } from 'tar';

const START_TIMEOUT_MS = 60_000;

/** The built archive, unpacked and running on a free port: what is evaluated is what would be deployed. */
export class BuiltBot {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly url: string;

  private constructor(process: ChildProcess, folder: string, url: string) {
    this.#process = process;
    this.#folder = folder;
    this.url = url;
  }

  /** @throws Error with the bot's own words when it does not start */
  static async start(root: string, archive: string): Promise<BuiltBot> {
    const folder = await mkdtemp(join(tmpdir(), 'chatbot-built-'));
    await extract({ file: archive, cwd: folder, strict: true });
    await symlink(
      join(resolve(root), 'node_modules'),
      join(folder, 'node_modules'),
    );
    const child = spawn(process.execPath, ['app/main.js'], {
      cwd: folder,
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: '0',
        RATE_LIMIT_PER_MINUTE: '100000',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      return new BuiltBot(child, folder, await listening(child));
    } catch (error) {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    const gone = new Promise(resolveGone =>
      this.#process.once('exit', resolveGone),
    );
    this.#process.kill('SIGTERM');
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolveUrl, reject) => {
    const said: string[] = [];
    const fail = () =>
      reject(new Error(`The built bot did not start: ${said.join('\n')}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.once('exit', fail);
    child.once('error', reject);
    createInterface({ input: child.stdout! }).on('line', line => {
      said.push(line);
      const url = /"url":"([^"]+)"/.exec(line)?.[1];
      if (url !== undefined) {
        clearTimeout(timer);
        child.removeListener('exit', fail);
        resolveUrl(url);
      }
    });
  });
}
