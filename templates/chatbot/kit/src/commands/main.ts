import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../release/build.ts';
import { ci } from '../release/ci.ts';
import { kitFolder } from '../text/kitFolder.ts';
import { ask } from './ask.ts';
import { deploy } from './deploy.ts';
import { dev } from './dev.ts';
import { doctor } from './doctor.ts';
import { eject } from './eject.ts';
import { evaluate } from './evaluate.ts';
import { gate } from './gate.ts';
import { key } from './key.ts';
import { start } from './start.ts';
import { why } from './why.ts';

interface Command {
  about: string;
  run: (root: string, args: string[]) => Promise<number | void> | number | void;
}

const COMMANDS: Record<string, Command> = {
  start: { about: 'starts the bot as a server', run: start },
  dev: {
    about: 'starts the bot anew on each change, and shows how it answers',
    run: dev,
  },
  doctor: { about: 'says what is wrong, in order', run: doctor },
  ask: {
    about: 'answers a question, with how the answer came about',
    run: ask,
  },
  build: {
    about: 'packs dist/chatbot.tgz',
    run: async root => console.log(await build(root)),
  },
  evaluate: {
    about: 'evaluates the built archive, or a running bot with --url',
    run: evaluate,
  },
  gate: {
    about: 'compares the last evaluation with evals/thresholds.json',
    run: gate,
  },
  why: {
    about: 'the samples for which a version fell short, from the portal',
    run: why,
  },
  ci: { about: 'what every push runs', run: ci },
  deploy: { about: 'brings a promotion to its stage', run: deploy },
  permit: {
    about: 'fetches, verifies and consumes a permit',
    run: (root, args) => runPortalFile(root, 'permit.mjs', args),
  },
  report: {
    about: 'reports to the portal what another pipeline has built',
    run: (root, args) => runPortalFile(root, 'report.mjs', args),
  },
  key: { about: 'makes an access key for a program', run: key },
  eject: { about: 'writes this kit out into the repository', run: eject },
};

/**
 * Runs a command of the kit in a repository.
 *
 * @returns the exit code
 */
export async function main(root: string, args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const lines = Object.entries(COMMANDS).map(
      ([each, { about }]) => `  ${each.padEnd(10)} ${about}`,
    );
    const text = `chatbot <command>\n\n${lines.join('\n')}`;
    const isAsked = ['', 'help', '--help', '-h'].includes(name);
    if (isAsked) {
      console.log(text);
      return 0;
    }
    console.error(`There is no command ${name}.\n\n${text}`);
    return 2;
  }
  // Settings of this machine, which no repository holds; what the environment has goes first.
  const settings = join(root, '.env');
  if (existsSync(settings)) {
    process.loadEnvFile(settings);
  }
  try {
    return (await command.run(root, rest)) ?? 0;
  } catch (error) {
    const { reason, hint } = error as { reason?: string; hint?: string };
    const message = error instanceof Error ? error.message : String(error);
    console.error(`error  ${reason ? `${reason}: ` : ''}${message}`);
    if (hint) {
      console.error(`hint   ${hint}`);
    }
    return 1;
  }
}

/** These files need nothing but Node and stand alone, so that a foreign pipeline can take them as they are. */
function runPortalFile(
  root: string,
  file: string,
  args: string[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, [join(kitFolder, 'portal', file), ...args], {
      cwd: root,
      stdio: 'inherit',
    })
      .once('error', reject)
      .once('exit', code => resolve(code ?? 1));
  });
}
