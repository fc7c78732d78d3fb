import { tail } from '../lib/run.mjs';

/** Runs a command that has to succeed and answers what it printed. */
export async function mustRun(what, execute, args, options) {
  const { code, output } = await execute(args, options);
  if (code !== 0) {
    throw new Error(
      `${what} failed\n${tail(output.replace(/(.{300}).+/g, '$1 …'), 60)}`,
    );
  }
  return output;
}
