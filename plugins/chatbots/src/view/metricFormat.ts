import type { MetricDirection } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Signs that read well: a real minus, and a space that does not break. */
const MINUS = '−';
const NO_BREAK_SPACE = '\u00a0';

/** Digits after the point, and the word after the number. */
interface UnitFormat {
  minimum: number;
  maximum: number;
  suffix?: string;
}

const UNITS: Record<string, UnitFormat> = {
  ratio: { minimum: 2, maximum: 3 },
  score: { minimum: 1, maximum: 2 },
  ms: { minimum: 0, maximum: 0, suffix: 'ms' },
  s: { minimum: 1, maximum: 2, suffix: 's' },
  tokens: { minimum: 0, maximum: 0, suffix: 'tokens' },
  count: { minimum: 0, maximum: 0 },
  usd: { minimum: 2, maximum: 4, suffix: 'USD' },
};

const FALLBACK_UNIT: UnitFormat = { minimum: 0, maximum: 3 };

/** What a change means for its metric. @internal */
export type ChangeVerdict = 'better' | 'worse' | 'same';

/**
 * A metric's value with the precision and the word of its unit.
 *
 * @internal
 */
export function formatMetricValue(value: number, unit?: string): string {
  const { minimum, maximum, suffix } = unitOf(unit);
  const digits = new Intl.NumberFormat('en', {
    minimumFractionDigits: minimum,
    maximumFractionDigits: maximum,
  }).format(Math.abs(value));
  const isZero = Number(digits.replaceAll(',', '')) === 0;
  const sign = value < 0 && !isZero ? MINUS : '';
  return withSuffix(sign + digits, suffix);
}

/**
 * A change with its sign: `+0.02`, `−40 ms`. A change that is too small to
 * show is `±0`, so that it does not read as a direction.
 *
 * @internal
 */
export function formatMetricDelta(delta: number, unit?: string): string {
  const size = formatMetricValue(Math.abs(delta), unit);
  if (isInvisible(delta, unit)) {
    return `±${size}`;
  }
  return `${delta > 0 ? '+' : MINUS}${size}`;
}

/**
 * Whether a change is better or worse *for that metric*: latency that goes
 * down is better. What is too small to show counts as the same.
 *
 * @internal
 */
export function changeVerdict(
  delta: number,
  direction: MetricDirection,
  unit?: string,
): ChangeVerdict {
  if (isInvisible(delta, unit)) {
    return 'same';
  }
  return delta > 0 === (direction === 'higher-is-better') ? 'better' : 'worse';
}

/** The unit as an axis names it, or undefined when the number stands alone. @internal */
export function axisUnit(unit?: string): string | undefined {
  return unit === 'ratio' ? '0–1' : unitOf(unit).suffix ?? unit;
}

function unitOf(unit: string | undefined): UnitFormat {
  return (unit && UNITS[unit]) || FALLBACK_UNIT;
}

function isInvisible(delta: number, unit: string | undefined): boolean {
  return Math.abs(delta) < 0.5 * 10 ** -unitOf(unit).maximum;
}

function withSuffix(digits: string, suffix: string | undefined): string {
  return suffix ? `${digits}${NO_BREAK_SPACE}${suffix}` : digits;
}
