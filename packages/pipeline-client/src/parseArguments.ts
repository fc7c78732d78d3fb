import { PipelineError } from './PipelineError';

/** Arguments of a command line. @internal */
export interface Arguments {
  positional: string[];
  options: Record<string, string | undefined>;
}

/**
 * Reads `--name value` and `--name=value`; the rest is positional.
 *
 * @throws PipelineError at an option that is not known or has no value
 *
 * @internal
 */
export function parseArguments(
  args: readonly string[],
  known: readonly string[],
): Arguments {
  const positional: string[] = [];
  const options: Record<string, string> = {};
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith('--')) {
      positional.push(arg);
      continue;
    }
    const [name, ...inline] = arg.slice(2).split('=');
    if (!known.includes(name)) {
      throw usage(`There is no option --${name}`);
    }
    const value = inline.length > 0 ? inline.join('=') : rest.shift();
    if (value === undefined || value === '') {
      throw usage(`The option --${name} has no value`);
    }
    options[name] = value;
  }
  return { positional, options };
}

/** @internal */
export function usage(message: string): PipelineError {
  return PipelineError.create(message, {
    hint: 'Call it with the command help to see what it takes.',
  });
}
