import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** One branch that a push moved. @internal */
export interface RefUpdate {
  /** The same for the same push, also when it is read twice. */
  eventId: string;
  branch: string;
  before: string;
  after: string;
  actor: string;
}

/**
 * Git itself writes this file while the push is still going on; a rename makes it appear as a whole. So no push is
 * missed, be it concurrent with others or followed by the host's sudden end.
 */
const POST_RECEIVE = `#!/bin/sh
set -e
spool="$GIT_DIR/pushes"
mkdir -p "$spool"
name="$(date +%s%N)-$$"
{ echo "$REMOTE_USER"; cat; } > "$spool/.$name"
mv "$spool/.$name" "$spool/$name"
`;

/**
 * Reads what the post-receive hook wrote.
 *
 * @internal
 */
export class PushSpool {
  /** Where git finds the hook. */
  readonly hooksFolder: string;

  private constructor(hooksFolder: string) {
    this.hooksFolder = hooksFolder;
  }

  static async create(root: string): Promise<PushSpool> {
    const hooksFolder = join(root, 'hooks');
    await mkdir(hooksFolder, { recursive: true });
    const hook = join(hooksFolder, 'post-receive');
    await writeFile(hook, POST_RECEIVE);
    await chmod(hook, 0o700);
    return new PushSpool(hooksFolder);
  }

  /** Notes a change that the host made itself, such as a merge, as the hook notes a push. */
  async note(
    repositoryFolder: string,
    update: Omit<RefUpdate, 'eventId'>,
  ): Promise<void> {
    const folder = join(repositoryFolder, 'pushes');
    await mkdir(folder, { recursive: true });
    const name = `${Date.now()}000000-${randomBytes(4).toString('hex')}`;
    const { actor, before, after, branch } = update;
    await writeFile(
      join(folder, `.${name}`),
      `${actor}\n${before} ${after} refs/heads/${branch}\n`,
    );
    await rename(join(folder, `.${name}`), join(folder, name));
  }

  /**
   * Hands each waiting update to `take` in the order of the pushes, and forgets a push only after all of its updates
   * were taken. A crash in between repeats them with the same event id.
   */
  async drain(
    repositoryFolder: string,
    take: (update: RefUpdate) => Promise<void>,
  ): Promise<void> {
    const folder = join(repositoryFolder, 'pushes');
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter(known => !known.startsWith('.')).sort()) {
      const file = join(folder, name);
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) {
        continue;
      }
      const [actor, ...updates] = text.split('\n').filter(Boolean);
      for (const update of updates) {
        const [before, after, ref] = update.split(' ');
        if (ref.startsWith('refs/heads/')) {
          const branch = ref.slice('refs/heads/'.length);
          await take({
            eventId: `push:${name}:${branch}:${after}`,
            branch,
            before,
            after,
            actor,
          });
        }
      }
      await rm(file, { force: true });
    }
  }
}
