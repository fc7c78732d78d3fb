import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { axisUnit } from '../../view';

/** A horizontal line of a chart, with the word that stands on it. @internal */
export interface ChartLine {
  kind: 'threshold' | 'baseline';
  value: number;
  /** The stage whose version is the baseline. */
  stage: string | undefined;
}

/** What a trend's chart draws. @internal */
export interface TrendView {
  points: Api.TrendPoint[];
  lines: ChartLine[];
  /** Lowest and highest number that must be visible, with some air. */
  domain: [number, number];
  unit: string | undefined;
}

/** Share of the span that stays free above and below. */
const AIR = 0.15;

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
  if (baseline) {
    lines.push({
      kind: 'baseline',
      value: baseline.value,
      stage: baseline.stage,
    });
  }
  const values = [...points, ...lines].map(({ value }) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = (high - low || Math.abs(high) || 1) * AIR;
  return {
    points,
    lines,
    domain: values.length === 0 ? [0, 1] : [low - air, high + air],
    unit: axisUnit(unit),
  };
}

/** The part of a version's name that fits an axis. @internal */
export function axisVersion(version: string): string {
  const LONGEST = 10;
  return version.length > LONGEST ? `${version.slice(0, LONGEST)}…` : version;
}
