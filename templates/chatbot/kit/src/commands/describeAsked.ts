import type { BotInProcess, TracedAnswer } from '../answer/BotInProcess.ts';
import type { AnswerTrace } from '../answer/QuestionTrace.ts';

/** An answer with how it came about, in lines for a person. */
export function describeAsked(
  name: string,
  { model, modelFallback }: Pick<BotInProcess, 'model' | 'modelFallback'>,
  { answer, trace, milliseconds }: TracedAnswer,
  withPrompt: boolean,
): string[] {
  const scores = new Map(trace.passages.map(({ id, score }) => [id, score]));
  const cited = answer.sources.filter(source => source.cited);
  return [
    name,
    model,
    ...(modelFallback === undefined ? [] : [`note: ${modelFallback}`]),
    '',
    ...answer.answer.split('\n'),
    answer.refused
      ? 'That is a refusal.'
      : `Cited: ${cited.map(({ id }) => id).join(', ')}`,
    '',
    'Found (score, passage, * cited):',
    ...answer.sources.map(
      ({ number, id, cited: isCited }) =>
        `${isCited ? '*' : ' '}[${number}] ${scoreText(scores.get(id))}  ${id}`,
    ),
    ...(answer.sources.length === 0 ? ['  nothing'] : []),
    '',
    'Time:',
    ...trace.steps.map(
      step => `  ${step.name.padEnd(18)} ${inMilliseconds(step.milliseconds)}`,
    ),
    `  ${'all'.padEnd(18)} ${inMilliseconds(milliseconds)}`,
    `Tokens: ${tokensText(trace)}`,
    ...(withPrompt ? promptLines(trace) : []),
  ];
}

function scoreText(score: number | undefined): string {
  return (score === undefined ? '-' : score.toFixed(3)).padStart(8);
}

function inMilliseconds(value: number): string {
  return `${value.toFixed(1)} ms`.padStart(11);
}

function tokensText({ calls }: AnswerTrace): string {
  if (calls.length === 0) {
    return 'the model was not asked';
  }
  const counted = calls.flatMap(({ tokens }) => tokens ?? []);
  if (counted.length === 0) {
    return 'this model counts none';
  }
  const sum = (kind: 'input' | 'output') =>
    counted.reduce((total, tokens) => total + tokens[kind], 0);
  return `${sum('input')} in, ${sum('output')} out`;
}

function promptLines({ calls }: AnswerTrace): string[] {
  return calls.flatMap(({ prompt }) =>
    prompt.flatMap(({ role, text }) => [
      '',
      `Prompt, ${role}:`,
      ...text.split('\n'),
    ]),
  );
}

/** Columns beside each other, each as wide as its share of the line; one column stands as it is. */
export function sideBySide(columns: string[][], width: number): string {
  const [only, ...others] = columns;
  if (only === undefined || others.length === 0) {
    return (only ?? []).join('\n');
  }
  const separator = ' | ';
  const free = width - separator.length * others.length;
  const each = Math.max(20, Math.floor(free / columns.length));
  const wrapped = columns.map(lines => lines.flatMap(line => wrap(line, each)));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) =>
    wrapped
      .map(lines => pad(lines[row] ?? '', each))
      .join(separator)
      .trimEnd(),
  ).join('\n');
}

/** Breaks at spaces, and within a word only where it is wider than the column. */
function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = [...line];
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > width / 2 ? space : width;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(rest[end] === ' ' ? end + 1 : end);
  }
  return [...lines, rest.join('')];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}
