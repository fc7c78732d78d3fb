import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { axisUnit } from '../../view';

/** A horizontal line of a chart, with the word that stands on it. @internal */
export interface ChartLine {
  kind: 'threshold' | 'baseline';
  value: number;
  /** The stage whose version is the baseline. */
  stage: string | undefined;
}

/** A point of the chart, or the gap where the line breaks. @internal */
export type TrendMark = {
  /** Where it stands on the axis. */
  mark: string;
  value: number | null;
  version: string;
  /** Why the line breaks here; only of a gap. */
  changes?: Api.MeasurementChange[];
};

/** What a trend's chart draws. @internal */
export interface TrendView {
  points: Api.TrendPoint[];
  /** The points with a gap before each that can't be compared with the one before. */
  marks: TrendMark[];
  /** The gaps alone. */
  breaks: (TrendMark & { changes: Api.MeasurementChange[] })[];
  /** What is live, where the newest value can't be held against it: a line would do that. */
  apart: Api.Trend['baseline'];
  lines: ChartLine[];
  /** Round numbers for the axis; the first and the last are its ends. */
  ticks: number[];
  unit: string | undefined;
}

/** About how many steps an axis has. */
const STEPS = 4;

/**
 * Prepares a trend. The axis always reaches to threshold and baseline: a line
 * off the chart would hide how far off a metric is.
 *
 * @internal
 */
export function trendView(trend: Api.Trend): TrendView {
  const { points, threshold, baseline, unit } = trend;
  const lines: ChartLine[] = [];
  if (threshold !== undefined) {
    lines.push({ kind: 'threshold', value: threshold, stage: undefined });
  }
  const apart = baseline?.changes ? baseline : undefined;
  if (baseline && !apart) {
    lines.push({
      kind: 'baseline',
      value: baseline.value,
      stage: baseline.stage,
    });
  }
  const values = [...points, ...lines].map(({ value }) => value);
  const marks = points.flatMap(({ version, value, changes }): TrendMark[] => [
    ...(changes
      ? [{ mark: `before ${version}`, value: null, version, changes }]
      : []),
    { mark: version, value, version },
  ]);
  return {
    points,
    marks,
    breaks: marks.flatMap(({ changes, ...mark }) =>
      changes ? [{ ...mark, changes }] : [],
    ),
    apart,
    lines,
    ticks: roundTicks(
      values.length === 0 ? [0, 1] : values,
      unit === 'ratio' ? 1 : Infinity,
    ),
    unit: axisUnit(unit),
  };
}

/** Ticks of 1, 2 or 5 times a power of ten that enclose the values, and stay below what the unit allows. */
function roundTicks(values: readonly number[], limit: number): number[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / STEPS));
  const step =
    [1, 2, 5, 10]
      .map(size => size * power)
      .find(size => size * STEPS >= span) ?? span;
  const first = Math.floor(low / step);
  // One more when the highest value would lie on the edge.
  const last = Math.min(
    Math.floor(high / step) + 1,
    Math.max(Math.ceil(limit / step), first + 1),
  );
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(digits)),
  );
}
