import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Clock ticks per second in /proc, the same on every Linux that runs Node. */
const TICKS = 100;
/** How far two tellings of one process's start may differ, in milliseconds: the kernel's boot time has whole seconds. */
export const START_TOLERANCE_MS = 3_000;

async function linuxStat(
  pid: number,
): Promise<{ group: number; startedAt: number; state: string } | undefined> {
  try {
    const [stat, system] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/stat', 'utf8'),
    ]);
    // The command's name stands in brackets and may hold anything; the numbers follow the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = Number(/^btime (\d+)$/m.exec(system)?.[1]);
    return {
      state: fields[0],
      group: Number(fields[2]),
      startedAt: (boot + Number(fields[19]) / TICKS) * 1000,
    };
  } catch {
    return undefined;
  }
}

/** When a living process started, in milliseconds since 1970; undefined when there is none. @internal */
export async function startTimeOf(pid: number): Promise<number | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 1) {
    return undefined;
  }
  if (process.platform === 'linux') {
    const found = await linuxStat(pid);
    return found && found.state !== 'Z' ? found.startedAt : undefined;
  }
  try {
    const { stdout } = await promisify(execFile)(
      'ps',
      ['-o', 'lstart=', '-p', String(pid)],
      {
        env: { ...process.env, LC_ALL: 'C' },
      },
    );
    const time = Date.parse(stdout.trim());
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

/** Whether the process that started at that time still lives: a recycled pid started later. @internal */
export async function isSameProcess(
  pid: number,
  startedAt: number,
): Promise<boolean> {
  const found = await startTimeOf(pid);
  return (
    found !== undefined && Math.abs(found - startedAt) <= START_TOLERANCE_MS
  );
}

/**
 * Whether a process group that began at `startedAt` still has members, also when its first process is gone.
 *
 * @internal
 */
export async function hasGroupSince(
  group: number,
  startedAt: number,
): Promise<boolean> {
  if (process.platform !== 'linux') {
    return isSameProcess(group, startedAt);
  }
  const leader = await linuxStat(group);
  if (leader && Math.abs(leader.startedAt - startedAt) > START_TOLERANCE_MS) {
    return false;
  }
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name)) {
      const found = await linuxStat(Number(name));
      if (
        found?.group === group &&
        found.state !== 'Z' &&
        found.startedAt >= startedAt - START_TOLERANCE_MS
      ) {
        return true;
      }
    }
  }
  return false;
}
