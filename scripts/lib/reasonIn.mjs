import { tail } from './run.mjs';

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const REASON = /\b[A-Z]\w*Error\b|\bError:|\berror\b.*\bstartup failed\b/;

/**
 * The lines of a log that say why a process ended: from the last error message
 * on, without the stack below it. The end of the log when none is found.
 */
export function reasonIn(log, lines = 6) {
  const all = log.replace(ESCAPES, '').trimEnd().split('\n');
  const isFrame = line => /^\s+at /.test(line);
  const last = all.findLastIndex(line => REASON.test(line) && !isFrame(line));
  if (last === -1) {
    return tail(all.join('\n'), lines);
  }
  return all
    .slice(last)
    .filter(line => !isFrame(line))
    .slice(0, lines)
    .join('\n');
}
