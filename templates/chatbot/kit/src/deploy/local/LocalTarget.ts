import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { writeAtomically } from '../DeploymentRecord.ts';
import type { Release, Target } from '../Target.ts';
import { installRelease } from './installRelease.ts';
import { freePort, Processes } from './Processes.ts';

const START_TIMEOUT_MS = 60_000;
/** The router's file, as a source or as what was built from it. */
const ROUTER = `router${extname(import.meta.filename)}`;

const Instance = z.object({
  process: z.string(),
  version: z.string(),
  digest: z.string(),
  port: z.number(),
});
const StageState = z.object({
  routerPort: z.number(),
  /** What users talk to. */
  current: Instance.optional(),
  /** What is being rolled out. */
  next: Instance.optional(),
});
type Instance = z.infer<typeof Instance>;
type StageState = z.infer<typeof StageState>;

/** The machine that the job runs on: one process per release behind a router of its own, per stage. */
export class LocalTarget implements Target {
  readonly #stage: string;
  readonly #folder: string;
  readonly #processes: Processes;
  readonly #botEnvironment: Record<string, string>;

  private constructor(
    stage: string,
    folder: string,
    botEnvironment: Record<string, string>,
  ) {
    this.#stage = stage;
    this.#folder = folder;
    this.#processes = Processes.create(folder);
    this.#botEnvironment = botEnvironment;
  }

  /** `botEnvironment` is handed to the bot, for example a provider's key. */
  static create(
    stage: string,
    stateFolder: string,
    botEnvironment: Record<string, string>,
  ): LocalTarget {
    return new LocalTarget(stage, stateFolder, botEnvironment);
  }

  async prepare({ archivePath, archiveDigest }: Release): Promise<void> {
    await installRelease(this.#folder, archivePath, archiveDigest);
    await this.#state();
  }

  async start(release: Release): Promise<void> {
    const state = await this.#state();
    const { version, digest, commit, archiveDigest, archivePath } = release;
    const known = [state.next, state.current].find(
      instance => instance?.digest === digest,
    );
    const next = known ?? {
      process: `${this.#stage}-${digest.slice(0, 12)}`,
      version,
      digest,
      port: await freePort(),
    };
    this.#write({ ...state, next });
    const folder = await installRelease(
      this.#folder,
      archivePath,
      archiveDigest,
    );
    this.#processes.ensure(next.process, {
      args: [join(folder, 'app/main.js')],
      cwd: folder,
      env: {
        ...this.#botEnvironment,
        HOST: '127.0.0.1',
        PORT: String(next.port),
        TRUST_PROXY: 'true',
        FEEDBACK_FILE: join(this.#folder, 'feedback', `${this.#stage}.jsonl`),
        CHATBOT_VERSION: version,
        CHATBOT_DIGEST: digest,
        CHATBOT_COMMIT: commit,
      },
    });
    await this.#untilHealthy(release);
    await this.#ensureRouter();
  }

  async shift(_release: Release, weight: number): Promise<void> {
    const { current, next } = await this.#state();
    const route = ({ version, port }: Instance, share: number) => ({
      version,
      port,
      weight: share,
    });
    this.#writeRoutes([
      // The first release of a stage has nobody to share with.
      ...(current && current.digest !== next?.digest
        ? [route(current, 100 - weight)]
        : []),
      ...(next ? [route(next, current ? weight : weight && 100)] : []),
    ]);
  }

  async assertHealthy(release: Release): Promise<void> {
    await assertAnswers(await this.directUrl(release), release.digest);
  }

  async assertInPlace({ digest }: Release): Promise<void> {
    const { current, next } = await this.#state();
    if (current?.digest !== digest) {
      throw new Error(
        `${this.#stage} runs ${current?.version ?? 'no version'} now`,
      );
    }
    if (next && next.digest !== digest) {
      throw new Error(`${next.version} is being rolled out to ${this.#stage}`);
    }
    await assertAnswers(await this.publicUrl(), digest);
  }

  async directUrl({ digest }: Release): Promise<string> {
    const { next, current } = await this.#state();
    const instance = [next, current].find(
      candidate => candidate?.digest === digest,
    );
    if (instance === undefined) {
      throw new Error('The release was not started');
    }
    return `http://127.0.0.1:${instance.port}`;
  }

  async publicUrl(): Promise<string> {
    return `http://127.0.0.1:${(await this.#state()).routerPort}`;
  }

  async finish({ digest }: Release): Promise<void> {
    const { routerPort, current, next } = await this.#state();
    // Ended before it is forgotten: a job killed in between finds it again.
    if (current && next && current.digest !== digest) {
      await this.#processes.stop(current.process);
    }
    this.#write({
      routerPort,
      ...((next ?? current) && { current: next ?? current }),
    });
  }

  async rollBack({ digest }: Release): Promise<boolean> {
    const { routerPort, current, next } = await this.#state();
    if (current) {
      this.#writeRoutes([
        { version: current.version, port: current.port, weight: 100 },
      ]);
    } else {
      this.#writeRoutes([]);
    }
    this.#write({ routerPort, ...(current && { current }) });
    if (next && next.digest === digest && next.process !== current?.process) {
      await this.#processes.stop(next.process);
    }
    return current !== undefined;
  }

  async #untilHealthy(release: Release): Promise<void> {
    const until = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        return await this.assertHealthy(release);
      } catch (error) {
        const { next } = await this.#state();
        if (
          Date.now() > until ||
          (next && this.#processes.running(next.process) === undefined)
        ) {
          throw new Error(
            `The bot did not start, see logs/${next?.process}.log`,
            { cause: error },
          );
        }
        await sleep(200);
      }
    }
  }

  async #ensureRouter(): Promise<void> {
    const { routerPort } = await this.#state();
    const folder = join(this.#folder, 'router');
    mkdirSync(folder, { recursive: true });
    const name = `${this.#stage}-router`;
    if (this.#processes.running(name) === undefined) {
      copyFileSync(join(import.meta.dirname, ROUTER), join(folder, ROUTER));
    }
    if (!existsSync(this.#routesPath())) {
      this.#writeRoutes([]);
    }
    this.#processes.ensure(name, {
      args: [join(folder, ROUTER), this.#routesPath(), String(routerPort)],
      cwd: folder,
      env: {},
    });
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await fetch(
        `http://127.0.0.1:${routerPort}/router/status`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await sleep(100);
    }
    throw new Error(`The router did not start, see logs/${name}.log`);
  }

  async #state(): Promise<StageState> {
    const path = this.#statePath();
    if (existsSync(path)) {
      return StageState.parse(JSON.parse(readFileSync(path, 'utf8')));
    }
    const state = { routerPort: await freePort() };
    this.#write(state);
    return state;
  }

  #write(state: StageState): void {
    writeAtomically(this.#statePath(), JSON.stringify(state, undefined, 2));
  }

  #writeRoutes(
    routes: { version: string; port: number; weight: number }[],
  ): void {
    writeAtomically(this.#routesPath(), JSON.stringify(routes));
  }

  #statePath(): string {
    return join(this.#folder, 'stages', `${this.#stage}.json`);
  }

  #routesPath(): string {
    return join(this.#folder, 'stages', `${this.#stage}.routes.json`);
  }
}

/** Throws unless the bot at the address is healthy and says that it is this version. */
async function assertAnswers(url: string, digest: string): Promise<void> {
  const options = { signal: AbortSignal.timeout(5_000) };
  const health = await fetch(`${url}/healthz`, options);
  if (!health.ok) {
    throw new Error(`The health check answered ${health.status}`);
  }
  const version = (await (await fetch(`${url}/version`, options)).json()) as {
    digest?: string;
  };
  if (version.digest !== digest) {
    throw new Error(`The bot says that it is ${version.digest}, not ${digest}`);
  }
}
