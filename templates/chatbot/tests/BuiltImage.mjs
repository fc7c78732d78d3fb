import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A repository's built archive, running as its Dockerfile says: unpacked, installed by the same command, started and
 * checked by the same commands. No container is around it, and the port is a free one.
 */
export class BuiltImage {
  #repository;
  #folder;
  #check;
  #process;

  constructor({ repository, folder, check, process, url }) {
    this.#repository = repository;
    this.#folder = folder;
    this.#check = check;
    this.#process = process;
    this.url = url;
  }

  static async start(repository) {
    const folder = mkdtempSync(join(tmpdir(), 'chatbot-image-'));
    const run = async (...command) => {
      const { code, output } = await repository.runIn(folder, ...command);
      assert.equal(code, 0, output);
    };
    await run('tar', '-xzf', join(repository.folder, 'dist/chatbot.tgz'));
    const dockerfile = repository.read('Dockerfile');
    const [, install] = /^RUN (npm .+)$/m.exec(dockerfile);
    await run(...install.split(' '));
    const commands = [...dockerfile.matchAll(/CMD (\[.+\])$/gm)];
    const [check, start] = commands.map(([, words]) => JSON.parse(words));
    const env = { PORT: '0', FEEDBACK_FILE: join(folder, 'feedback.jsonl') };
    const process = repository.start(folder, env, ...start);
    const url = await addressOf(process);
    return new BuiltImage({ repository, folder, check, process, url });
  }

  /** The exit code of the image's health check. */
  checkHealth() {
    const { port: PORT } = new URL(this.url);
    const check = this.#repository.start(
      this.#folder,
      { PORT },
      ...this.#check,
    );
    return new Promise(resolve => check.on('exit', resolve));
  }

  /** What people said of answers so far. */
  feedback() {
    return readFileSync(join(this.#folder, 'feedback.jsonl'), 'utf8');
  }

  stop() {
    this.#process.kill('SIGKILL');
  }

  /** Stops it, and leaves nothing behind. */
  remove() {
    this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function addressOf(bot) {
  return new Promise((resolve, reject) => {
    let said = '';
    const collect = text => {
      said += text;
      const found = /"url":"([^"]+)"/.exec(said);
      if (found) {
        resolve(found[1]);
      }
    };
    bot.stdout.on('data', collect);
    bot.stderr.on('data', collect);
    bot.once('exit', () => reject(new Error(`The bot did not start: ${said}`)));
  });
}
