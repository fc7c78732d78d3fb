import { Problem } from './Problem.mjs';

const HEADING = /^## (.+)$/;
const FENCE = /^```(\w*)$/;
/** The first line of a block that belongs into a file. */
const FILE = /^(?:\/\/|#) (\S+\.\w+)$/;

/**
 * The code blocks of a README: `{ section, language, file?, text }`. A block
 * whose first line is a comment with nothing but a path says where it goes.
 */
export function readBlocks(markdown) {
  const blocks = [];
  let section = '';
  let open;
  for (const line of markdown.split('\n')) {
    if (open && line === '```') {
      const [first, ...rest] = open.lines;
      const file = first?.match(FILE)?.[1];
      const lines = file ? rest : open.lines;
      blocks.push({
        section,
        language: open.language,
        ...(file ? { file } : {}),
        text: lines.map(text => `${text}\n`).join(''),
      });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else {
      section = line.match(HEADING)?.[1] ?? section;
      const language = line.match(FENCE)?.[1];
      open = language === undefined ? undefined : { language, lines: [] };
    }
  }
  return blocks;
}

/** The commands of a README's section "Install", as a shell script. */
export function installCommands(markdown) {
  return readBlocks(markdown)
    .filter(
      ({ section, language }) => section === 'Install' && language === 'sh',
    )
    .map(({ text }) => text)
    .join('');
}

/**
 * A file after what a block says was done to it: a `diff` changes the lines it
 * names, other code comes before the last call of `start()`, and a file that
 * is not there is the block.
 */
export function applyBlock({ language, file, text }, present) {
  if (language === 'diff') {
    const without = sign =>
      text
        .split('\n')
        .filter(line => line[0] !== sign)
        .map(line => line.slice(1))
        .join('\n');
    return replaceOnce(present ?? '', without('+'), without('-'), file);
  }
  return present === undefined
    ? text
    : replaceOnce(present, START, `${text}\n${START}`, file);
}

const START = 'backend.start();';

function replaceOnce(text, before, after, file) {
  if (text.split(before).length !== 2) {
    throw new Problem(
      `${file} does not have these lines once`,
      `write the README for what is there\n${before}`,
    );
  }
  return text.replace(before, () => after);
}
