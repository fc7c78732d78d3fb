import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';
import { tail } from './run.mjs';
import { elapsed, say, seconds } from './steps.mjs';

/** Lanes that share the machine's two cores. */
const SIDE_BY_SIDE = 2;

/**
 * Loads every lane of these folders, in the order of their file names, or those named. A lane is
 * `{ name, round?, run(context) }`; `run` resolves with
 * `{ passed, failed, remark?, output? }`. Lanes run side by side with those of their
 * own `round`, the first unless they say another, and after those of a lower one.
 */
export async function loadLanes(folders, wanted) {
  const lanes = await readLanes(folders);
  const unknown = wanted.filter(name => !lanes.some(l => l.name === name));
  if (unknown.length > 0) {
    throw new Problem(
      `There is no lane '${unknown.join("', '")}'`,
      `choose from ${lanes.map(lane => lane.name).join(', ')}`,
    );
  }
  return wanted.length > 0
    ? lanes.filter(lane => wanted.includes(lane.name))
    : lanes;
}

async function readLanes(folders) {
  const lanes = [];
  for (const folder of folders) {
    const files = readdirSync(join(ROOT, folder))
      .filter(file => file.endsWith('.mjs') && !file.endsWith('.test.mjs'))
      .sort();
    for (const file of files) {
      const { lane } = await import(pathToFileURL(join(ROOT, folder, file)));
      lanes.push(lane);
    }
  }
  return lanes;
}

/** A lane that is one command: its exit code decides. */
export function commandLane(name, execute) {
  return {
    name,
    async run(context) {
      const { code, output } = await execute(context);
      return code === 0
        ? { passed: 1, failed: 0 }
        : { passed: 0, failed: 1, output };
    },
  };
}

async function runLane(lane, context) {
  const startedAt = elapsed();
  say(`${lane.name} …`);
  let result;
  try {
    result = await lane.run(context);
  } catch (error) {
    result = { passed: 0, failed: 1, output: String(error.stack ?? error) };
  }
  const duration = elapsed() - startedAt;
  say(
    `${lane.name}: ${result.failed === 0 ? 'passed' : 'FAILED'} in ${seconds(
      duration,
    )}`,
  );
  if (result.failed > 0 && result.output) {
    process.stdout.write(`\n${tail(result.output, 120)}\n\n`);
  }
  return { ...result, name: lane.name, duration };
}

/** Runs lanes, round after round, and resolves with their results in order. */
export async function runLanes(lanes, context) {
  const results = new Map();
  const rounds = [...new Set(lanes.map(roundOf))].sort((a, b) => a - b);
  for (const round of rounds) {
    const queue = lanes.filter(lane => roundOf(lane) === round);
    const worker = async () => {
      for (let lane = queue.shift(); lane; lane = queue.shift()) {
        results.set(lane, await runLane(lane, context));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  }
  return lanes.map(lane => results.get(lane));
}

function roundOf({ round = 1 }) {
  return round;
}
