import { Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';

const WIDTH = 88;
const HEIGHT = 28;

/** Props of {@link Sparkline}. @internal */
export interface SparklineProps {
  points: readonly number[];
  /** Indexes of the points that can't be compared with the one before. */
  breaks?: readonly number[];
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
  const { points, breaks = [], label } = props;
  // Half a step before a break there is no value, so that no line leads there.
  const data = points.flatMap((value, index) => [
    ...(breaks.includes(index) ? [{ at: index - 0.5, value: null }] : []),
    { at: index, value },
  ]);
  const isAlone = (at: number) =>
    (at === 0 || breaks.includes(at)) &&
    (at === points.length - 1 || breaks.includes(at + 1));
  return (
    <span role="img" aria-label={label} title={label}>
      <LineChart
        width={WIDTH}
        height={HEIGHT}
        data={data}
        margin={{ top: 4, right: 4, bottom: 4, left: 4 }}
        accessibilityLayer={false}
      >
        <XAxis
          hide
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
        />
        <YAxis hide domain={['dataMin', 'dataMax']} />
        {breaks.map(index => (
          <ReferenceLine
            key={index}
            x={index - 0.5}
            stroke="var(--bui-fg-secondary)"
            strokeDasharray="2 2"
          />
        ))}
        <Line
          dataKey="value"
          // A value between two breaks has no line to be seen by.
          dot={({ key, cx, cy, payload }) =>
            isAlone(payload.at) ? (
              <circle
                key={key}
                cx={cx}
                cy={cy}
                r={2}
                fill="var(--bui-fg-announcement)"
              />
            ) : (
              <g key={key} />
            )
          }
          stroke="var(--bui-fg-announcement)"
          strokeWidth={2}
          isAnimationActive={false}
        />
      </LineChart>
    </span>
  );
}
