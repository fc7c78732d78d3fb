import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { readBotConfig } from '../config/readBotConfig.ts';
import { createApiKey } from '../door/apiKeys.ts';
import { unpackArchive } from '../release/archive.ts';

const START_TIMEOUT_MS = 60_000;
/** Lines that are kept to say why a bot did not start. */
const MAX_LINES = 100;

/** The built archive, unpacked and running on a free port: what is evaluated is what would be deployed. */
export class BuiltBot {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly url: string;
  /** With which evaluations ask it. */
  readonly key: string;

  private constructor(
    process: ChildProcess,
    folder: string,
    url: string,
    key: string,
  ) {
    this.#process = process;
    this.#folder = folder;
    this.url = url;
    this.key = key;
  }

  /** @throws Error with the bot's own words when it does not start */
  static async start(root: string, archive: string): Promise<BuiltBot> {
    const folder = await unpackArchive(root, archive);
    const { key, entry } = evaluationKey(folder);
    const child = spawn(process.execPath, ['app/main.js'], {
      cwd: folder,
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: '0',
        MANAGEMENT_PORT: '',
        CHATBOT_API_KEYS: JSON.stringify([entry]),
        RATE_LIMIT_PER_MINUTE: '100000',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      return new BuiltBot(child, folder, await listening(child), key);
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

/** A key for this run: it reads what somebody may read, and nothing where nobody has groups. */
function evaluationKey(folder: string): ReturnType<typeof createApiKey> {
  const { access, documents } = readBotConfig(folder);
  const groups =
    access.kind === 'none' ? [] : Object.values(documents.groups ?? {}).flat();
  return createApiKey('evaluation', [...new Set(groups)], true);
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
      if (said.length < MAX_LINES) {
        said.push(line);
      }
      const url = /"url":"([^"]+)"/.exec(line)?.[1];
      if (url !== undefined) {
        clearTimeout(timer);
        child.removeListener('exit', fail);
        resolveUrl(url);
      }
    });
  });
}
