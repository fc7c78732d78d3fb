/** How the traffic moves to the new version. */
export type Strategy = 'all-at-once' | 'blue-green' | 'canary';

/** One step of a rollout: what share of the traffic, in per cent, the new version then has. */
export interface RolloutStep {
  name: string;
  weight: number;
}

const SHIFTS: Record<Strategy, number[]> = {
  canary: [10, 50, 100],
  'blue-green': [100],
  'all-at-once': [100],
};

/** The steps of a strategy. Each starts with the new version running beside the old one, without traffic. */
export function rolloutSteps(strategy: Strategy): RolloutStep[] {
  return [
    { name: 'start', weight: 0 },
    ...SHIFTS[strategy].map(weight => ({
      name: `shift-traffic-${weight}`,
      weight,
    })),
  ];
}

/** The steps that are left after a crash. Those that the portal knows as healthy are not taken again. */
export function remainingSteps(
  strategy: Strategy,
  done: { weight: number; status: string }[],
): RolloutStep[] {
  const reached = Math.max(
    -1,
    ...done
      .filter(({ status }) => status === 'healthy')
      .map(({ weight }) => weight),
  );
  return rolloutSteps(strategy).filter(({ weight }) => weight > reached);
}
