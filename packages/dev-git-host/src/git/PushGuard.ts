import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Identity } from '../http/Identity';
import type { RepositoryRecord } from '../store/RepositoryRecord';
import type { BranchRules } from './BranchRules';

/** Where git's hook asks, as Gitea's hook does. @internal */
export const PRE_RECEIVE_PATH = '/api/internal/hook/pre-receive';

/** git's own variables by which its commands see commits that are not accepted yet. */
const QUARANTINE = [
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
];

/** Run by git before it moves a branch. Whatever goes wrong refuses the push. */
const SCRIPT = `import { text } from 'node:stream/consumers';
const { env } = process;
const names = ${JSON.stringify(QUARANTINE)};
try {
  const answer = await fetch(env.GIT_HOST_HOOK_URL, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      push: env.GIT_HOST_PUSH,
      updates: await text(process.stdin),
      env: Object.fromEntries(names.flatMap(name => (env[name] ? [[name, env[name]]] : []))),
    }),
  });
  const { message } = await answer.json();
  if (!answer.ok) throw new Error(message);
} catch (error) {
  console.error('\\nGitea: ' + error.message + '\\n');
  process.exitCode = 1;
}
`;

const askSchema = z.object({
  push: z.string(),
  updates: z.string(),
  env: z.record(z.string(), z.string()),
});

interface OpenPush {
  identity: Identity;
  repository: RepositoryRecord;
}

/** Asks the branch rules before a push is accepted. git calls back through a hook while the push is going on. @internal */
export class PushGuard {
  readonly #rules: BranchRules;
  readonly #open = new Map<string, OpenPush>();

  private constructor(rules: BranchRules) {
    this.#rules = rules;
  }

  /** Writes the hook beside the others. */
  static async create(
    hooksFolder: string,
    rules: BranchRules,
  ): Promise<PushGuard> {
    await mkdir(hooksFolder, { recursive: true });
    const script = join(hooksFolder, 'pre-receive.mjs');
    await writeFile(script, SCRIPT);
    const hook = join(hooksFolder, 'pre-receive');
    await writeFile(
      hook,
      `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(script)}\n`,
    );
    await chmod(hook, 0o700);
    return new PushGuard(rules);
  }

  /** The environment by which the hook of this one push is known, and how to forget it. */
  open(push: OpenPush, baseUrl: string) {
    const id = randomBytes(24).toString('hex');
    this.#open.set(id, push);
    return {
      env: {
        GIT_HOST_PUSH: id,
        GIT_HOST_HOOK_URL: `${baseUrl}${PRE_RECEIVE_PATH}`,
      },
      close: () => this.#open.delete(id),
    };
  }

  /** Why the push that a hook asks for is refused; undefined when it is not. */
  async refuse(body: unknown): Promise<string | undefined> {
    const asked = askSchema.safeParse(body);
    const push = asked.success && this.#open.get(asked.data.push);
    if (!push) {
      return 'This push is not known to the host';
    }
    for (const line of asked.data.updates.split('\n').filter(Boolean)) {
      const [before, after, ...ref] = line.split(' ');
      const reason = await this.#rules.refusePush(
        push.repository,
        push.identity,
        { before, after, ref: ref.join(' ') },
        Object.fromEntries(
          QUARANTINE.flatMap(name =>
            asked.data.env[name] ? [[name, asked.data.env[name]]] : [],
          ),
        ),
      );
      if (reason) {
        return reason;
      }
    }
    return undefined;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
