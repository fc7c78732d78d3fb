import { parseArgs } from 'node:util';
import { answers, renderTemplate } from './renderTemplate.mjs';

/** node render.mjs <folder> [--provider=openai] [--judge=ragas] …: renders the repository that the answers give. */
const options = Object.fromEntries(
  Object.entries(answers).map(([name, value]) => [
    name,
    { type: 'string', default: value },
  ]),
);
const { values, positionals } = parseArgs({ options, allowPositionals: true });
if (positionals.length !== 1) {
  throw new Error('Name the folder to render to');
}
console.log((await renderTemplate(positionals[0], values)).join('\n'));
