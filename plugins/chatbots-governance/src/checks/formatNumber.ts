const PLAIN_UNITS = new Set(['ratio', 'score', 'count']);
const MOST_DECIMALS = 12;

/**
 * Numbers for one sentence, with as many decimals as it takes for different numbers to look different: "0.80 is below 0.80" tells
 * nobody anything.
 *
 * @internal
 */
export function formatTogether(
  values: readonly number[],
  unit?: string,
): string[] {
  const different = new Set(values.map(value => value + 0)).size;
  const tellsApart = (decimals: number) =>
    new Set(values.map(value => fixed(value, decimals))).size >= different;
  let decimals = Math.max(...values.map(usualDecimals));
  while (decimals < MOST_DECIMALS && !tellsApart(decimals)) {
    decimals++;
  }
  const texts = values.map(value =>
    tellsApart(decimals) ? fixed(value, decimals) : String(value),
  );
  const suffix = unit && !PLAIN_UNITS.has(unit) ? ` ${unit}` : '';
  return texts.map(text => `${text}${suffix}`);
}

/** @internal */
export function formatNumber(value: number, unit?: string): string {
  return formatTogether([value], unit)[0];
}

/** A change with its sign; the minus is U+2212, as wide as the plus. @internal */
export function formatChange(value: number, unit?: string): string {
  const text = formatNumber(Math.abs(value), unit);
  if (value === 0) {
    return `±${text}`;
  }
  return value < 0 ? `\u2212${text}` : `+${text}`;
}

function usualDecimals(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) {
    return 0;
  }
  if (size >= 10) {
    return 1;
  }
  return size === 0 || size >= 0.01
    ? 2
    : // Two digits that say something, so that a small change is not shown as none.
      Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(size)));
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  // Rounding may leave a minus before nothing.
  return Number(text) === 0 ? text.replace('-', '') : text;
}
