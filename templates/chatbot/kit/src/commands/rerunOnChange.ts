import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { kitFolder } from '../text/kitFolder.ts';
import { watchRepository } from './watchRepository.ts';

/** Editors and checkouts write several files at once: one run for all of them. */
const QUIET_MS = 200;
/** How long a run may take to end before it is killed. */
const END_MS = 5_000;

/**
 * Runs a command of the kit, and again whenever the repository changes; a run that goes on is ended first. What the run says is seen as
 * it says it. Ends with Ctrl+C.
 *
 * @returns the exit code, 0
 */
export async function rerunOnChange(
  root: string,
  args: string[],
): Promise<number> {
  const run = Run.create(root, args);
  let timer: NodeJS.Timeout | undefined;
  const paths = new Set<string>();
  const close = watchRepository(root, path => {
    paths.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const [first, ...others] = paths;
      const more = others.length > 0 ? ` and ${others.length} more` : '';
      console.log(`\nChanged: ${first}${more}`);
      paths.clear();
      run.restart();
    }, QUIET_MS);
  });
  run.restart();
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  clearTimeout(timer);
  close();
  await run.stop();
  return 0;
}

/** The one process that runs, or none. */
class Run {
  readonly #root: string;
  readonly #args: string[];
  #child: ChildProcess | undefined;
  #isStopping = false;
  /** Restarts wait for each other, so that two never run at once. */
  #last: Promise<void> = Promise.resolve();

  private constructor(root: string, args: string[]) {
    this.#root = root;
    this.#args = args;
  }

  static create(root: string, args: string[]): Run {
    return new Run(root, args);
  }

  restart(): void {
    this.#last = this.#last.then(async () => {
      await this.#end();
      this.#start();
    });
  }

  async stop(): Promise<void> {
    // Ctrl+C reaches the run as well: its end is no news then.
    this.#isStopping = true;
    await this.#last;
    await this.#end();
  }

  #start(): void {
    const child = spawn(
      process.execPath,
      [join(kitFolder, 'bin/chatbot.mjs'), ...this.#args],
      { cwd: this.#root, stdio: 'inherit' },
    );
    this.#child = child;
    child.once('exit', code => {
      if (this.#child === child) {
        this.#child = undefined;
        if (this.#isStopping) {
          return;
        }
        const how = code === 0 ? '' : 'That failed. ';
        console.log(`\n${how}Waiting for a change; Ctrl+C ends.`);
      }
    });
    child.once('error', error => console.error(`error  ${error.message}`));
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child === undefined) {
      return;
    }
    this.#child = undefined;
    const gone = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    await gone;
    clearTimeout(timer);
  }
}
