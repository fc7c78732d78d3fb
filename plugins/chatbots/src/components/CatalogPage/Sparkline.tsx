import { Line, LineChart, YAxis } from 'recharts';

const WIDTH = 88;
const HEIGHT = 28;

/** Props of {@link Sparkline}. @internal */
export interface SparklineProps {
  points: readonly number[];
  /** Says in words what the line shows. */
  label: string;
}

/**
 * A line without axes: where it goes is all it says, the numbers stand beside
 * it and in the label.
 *
 * @internal
 */
export function Sparkline(props: SparklineProps) {
  const { points, label } = props;
  return (
    <span role="img" aria-label={label} title={label}>
      <LineChart
        width={WIDTH}
        height={HEIGHT}
        data={points.map(value => ({ value }))}
        margin={{ top: 4, right: 4, bottom: 4, left: 4 }}
        accessibilityLayer={false}
      >
        <YAxis hide domain={['dataMin', 'dataMax']} />
        <Line
          dataKey="value"
          dot={points.length === 1}
          stroke="var(--bui-fg-announcement)"
          strokeWidth={2}
          isAnimationActive={false}
        />
      </LineChart>
    </span>
  );
}
