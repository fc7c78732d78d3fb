import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A change to a repository, as an engineer at a terminal makes it. */
export interface Change {
  /** Address to clone from, with what the host asks for. */
  remote: string;
  /** An empty folder to clone into. */
  folder: string;
  message: string;
  /** What becomes of a file's text, by path. A file that is not there has none. */
  edit: Record<string, (text: string) => string>;
}

/** Clones, edits, commits as the engineer and pushes, with real git. */
export async function pushChange(change: Change): Promise<void> {
  const { remote, folder, message, edit } = change;
  const git = (...args: string[]) =>
    run('git', [
      ...['-c', 'user.name=Engineer'],
      ...['-c', 'user.email=engineer@chatbot-portal.example'],
      ...args,
    ]);
  await git('clone', '--quiet', remote, folder);
  for (const [path, apply] of Object.entries(edit)) {
    const file = join(folder, path);
    const before = await readFile(file, 'utf8').catch(() => '');
    await writeFile(file, apply(before));
  }
  await git('-C', folder, 'add', '--all');
  await git('-C', folder, 'commit', '--quiet', `--message=${message}`);
  await git('-C', folder, 'push', '--quiet', 'origin', 'HEAD');
}
