import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Processes } from '../local/Processes.ts';

/** Names of the processes that a state folder knows of, sorted. */
export function startedProcesses(stateFolder: string): string[] {
  const folder = join(stateFolder, 'processes');
  return existsSync(folder)
    ? readdirSync(folder)
        .map(file => file.replace(/\.json$/, ''))
        .sort()
    : [];
}

/** Ends every process that a test's deployment left running: they are made to outlive it. */
export async function stopAll(stateFolder: string): Promise<void> {
  const processes = Processes.create(stateFolder);
  for (const name of startedProcesses(stateFolder)) {
    await processes.stop(name);
  }
}
