const LINE_HEIGHT = 14;
/** Characters of a line that fit below a point or beside a bar. */
const WIDEST = 16;

/** The words of an axis at one place, on as many lines as they need; in full on hover. @internal */
export function ChartTick(props: {
  x: number | string;
  y: number | string;
  anchor: 'middle' | 'end';
  /** What the place is called, in full. */
  name: string;
  lines: readonly string[];
}) {
  const { x, y, anchor, name, lines } = props;
  // Below its point, or beside the middle of its bar.
  const first =
    anchor === 'middle'
      ? 0.71
      : 0.355 - ((lines.length - 1) * LINE_HEIGHT) / 24;
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      fontSize={12}
      fill="var(--bui-fg-secondary)"
    >
      <title>{name}</title>
      {lines.map((line, index) => (
        <tspan key={index} x={x} dy={index === 0 ? `${first}em` : LINE_HEIGHT}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/**
 * A version as an axis shows it: its number, and below it the build that tells it from others of that number. Where that is too
 * long its middle is left out, since builds differ at their ends.
 *
 * @internal
 */
export function versionLines(version: string): string[] {
  const [number, ...build] = version.split('-');
  return [number, build.join('-')]
    .filter(line => line !== '')
    .map(line => withoutMiddle(line, 12));
}

/** A name in two lines at most, broken between words; an ellipsis stands for what does not fit. @internal */
export function nameLines(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const short = withoutMiddle(word, WIDEST);
    const longer = [...lines.slice(-1), short].join(' ');
    if (lines.length > 0 && longer.length <= WIDEST) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(short);
    }
  }
  if (lines.length <= 2) {
    return lines;
  }
  const [first, second] = lines;
  return [first, `${second.slice(0, WIDEST - 1).trimEnd()}…`];
}

function withoutMiddle(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) {
    return text;
  }
  const end = Math.floor(most / 2);
  return [
    ...letters.slice(0, most - end - 1),
    '…',
    ...letters.slice(-end),
  ].join('');
}
