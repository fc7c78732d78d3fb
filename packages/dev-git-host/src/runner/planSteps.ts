import { join } from 'node:path';
import type { WorkflowStep } from '../workflows/Workflow';

/** One command of a job. @internal */
export interface Command {
  name: string;
  command: string;
  args: string[];
  folder: string;
  /** A command of the runner itself gets nothing of the job's environment. */
  isOwn: boolean;
}

/** Where a job works, and on what. @internal */
export interface JobPlace {
  /** The bare repository. */
  repository: string;
  /** What the clone calls its origin. */
  origin: string;
  workspace: string;
  checkout: string;
  ref: string;
  commit: string;
}

/**
 * The commands of a step, whose name is shown and must hold no secret, or why the runner can't carry it out. It knows `actions/checkout` and `actions/setup-node`,
 * which this host does itself: from the network it takes no action.
 *
 * @internal
 */
export function commandsOf(
  step: WorkflowStep,
  name: string,
  place: JobPlace,
): Command[] | { problem: string } {
  if (step.run !== undefined) {
    const script = step.run;
    const shell = step.shell ?? 'sh';
    const shells: Record<string, string[]> = {
      sh: ['-e', '-c', script],
      bash: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script],
    };
    if (!Object.hasOwn(shells, shell)) {
      return { problem: `This runner has no shell ${shell}: take sh or bash` };
    }
    return [
      {
        name,
        command: shell,
        args: shells[shell],
        folder: join(place.checkout, step['working-directory'] ?? ''),
        isOwn: false,
      },
    ];
  }
  const [action] = (step.uses ?? '').split('@');
  switch (action.toLowerCase()) {
    case 'actions/checkout':
      return checkoutCommands(place);
    case 'actions/setup-node':
      // Jobs run with the Node.js that the host itself runs with.
      return [];
    default:
      return {
        problem: `This runner does not know ${
          step.uses ?? 'a step without run and uses'
        }: it has actions/checkout and actions/setup-node, and takes no action from the network`,
      };
  }
}

function checkoutCommands(place: JobPlace): Command[] {
  const branch = /^refs\/heads\/(.+)$/.exec(place.ref)?.[1];
  const git = (name: string, folder: string, ...args: string[]): Command => ({
    name,
    command: 'git',
    args,
    folder,
    isOwn: true,
  });
  return [
    // From the folder itself: a job's clone holds no credential.
    git(
      'Clone',
      place.workspace,
      'clone',
      '--quiet',
      '--no-hardlinks',
      '--no-checkout',
      `file://${place.repository}`,
      place.checkout,
    ),
    git(
      'Check out',
      place.checkout,
      '-c',
      'advice.detachedHead=false',
      'checkout',
      '--quiet',
      '--force',
      ...(branch ? ['-B', branch] : ['--detach']),
      place.commit,
    ),
    git(
      'Set origin',
      place.checkout,
      'remote',
      'set-url',
      'origin',
      place.origin,
    ),
  ];
}
