import { describeFailure } from './PipelineError';
import type { PipelineHost } from './PipelineHost';

/** A command: what it is called with, what it does. @internal */
export interface Command {
  /** Arguments and options, in one line. */
  usage: string;
  /** What it does, in one line. */
  summary: string;
  run(args: readonly string[], host: PipelineHost): Promise<void>;
}

/**
 * Runs the command that the first argument names.
 *
 * @returns the exit code: 0, or 1 after a failure, whose reason and hint were logged
 *
 * @internal
 */
export async function runCommand(
  program: string,
  commands: Readonly<Record<string, Command>>,
  args: readonly string[],
  host: PipelineHost,
): Promise<number> {
  const safeHost = withoutSecrets(host);
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help') {
    for (const [command, { usage, summary }] of Object.entries(commands)) {
      safeHost.log(`node ${program} ${command} ${usage}`.trimEnd());
      safeHost.log(`    ${summary}`);
    }
    return 0;
  }
  try {
    if (!Object.hasOwn(commands, name)) {
      throw new Error(`There is no command '${name}', see the command help`);
    }
    await commands[name].run(rest, safeHost);
    return 0;
  } catch (error) {
    for (const line of describeFailure(error)) {
      safeHost.log(line);
    }
    return 1;
  }
}

/**
 * The same host, which writes none of the environment's tokens, whoever quotes
 * them: a server's answer, a message, a body.
 *
 * @internal
 */
export function withoutSecrets(host: PipelineHost): PipelineHost {
  const secrets = Object.entries(host.env)
    .filter(([name]) => /TOKEN|SECRET|PASSWORD/.test(name))
    .map(([, value]) => value ?? '')
    .filter(value => value.length >= 8);
  const mask = (line: string) =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), line);
  return {
    ...host,
    log: line => host.log(mask(line)),
    print: line => host.print(mask(line)),
  };
}
