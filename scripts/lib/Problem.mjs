/**
 * Something the person at the keyboard can fix. Printed as one line: what is
 * wrong, then the remedy. Everything else is a bug and keeps its stack.
 */
export class Problem extends Error {
  constructor(what, remedy) {
    super(`${what}: ${remedy}`);
    this.name = 'Problem';
  }
}

/** Prints an error as it deserves and ends the process. */
export function exitWith(error) {
  const text = error instanceof Problem ? error.message : error.stack ?? error;
  process.stderr.write(`\nStopped. ${text}\n`);
  process.exit(1);
}
