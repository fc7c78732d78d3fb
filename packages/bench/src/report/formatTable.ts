import { BenchLine, isMissed, Measured, ratioOf } from './BenchLine';

const HEADER = ['bench', 'baseline', 'ours', 'ratio', 'target'];

/** A table in Markdown, so that it can be kept in the docs as it was printed. */
export function formatTable(lines: readonly BenchLine[]): string {
  const rows = lines.map(line => [
    line.name,
    format(line.baseline),
    format(line.ours),
    ratioOf(line).toFixed(2),
    target(line),
  ]);
  const widths = HEADER.map((title, i) =>
    Math.max(title.length, ...rows.map(row => row[i].length)),
  );
  const toLine = (cells: readonly string[]) =>
    `| ${cells
      .map((cell, i) =>
        i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
      )
      .join(' | ')} |`;
  const rule = `| ${widths
    .map((width, i) =>
      i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
    )
    .join(' | ')} |`;
  return [toLine(HEADER), rule, ...rows.map(toLine)].join('\n');
}

function target(line: BenchLine): string {
  if (line.target === undefined) {
    return '';
  }
  return `${line.target} ${isMissed(line) ? 'MISSED' : 'met'}`;
}

function format({ value, unit }: Measured): string {
  const digits = Math.abs(value) < 100 ? 1 : 0;
  const number = value.toFixed(digits);
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`;
}
