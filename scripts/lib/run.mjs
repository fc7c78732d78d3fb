import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** The end of an output that may be long. */
export function tail(text, lines = 15) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a command to its end without a terminal: `{ code, output }` with standard
 * output and standard error in the order they came. Never rejects for an exit
 * code; a command that can't be started has code 127.
 */
export function run(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = [];
    const collect = chunk => {
      chunks.push(chunk);
      options.onOutput?.(chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', error => resolve({ code: 127, output: String(error) }));
    child.on('close', (code, signal) =>
      resolve({
        code: code ?? 1,
        signal,
        output: Buffer.concat(chunks).toString('utf8'),
      }),
    );
    options.onStart?.(child);
  });
}
