import { cpus, totalmem } from 'node:os';
import { auditExport } from './benches/auditExport';
import { Bench, BenchContext } from './benches/Bench';
import { catalogFreshness } from './benches/catalogFreshness';
import { fsck } from './benches/fsck';
import { lists } from './benches/lists';
import { reportVersions } from './benches/reportVersions';
import { PortalClient } from './client/PortalClient';
import { eventually } from './measure/eventually';
import { readOptions } from './options';
import { benchPlace } from './portal/benchPlace';
import { BenchPortal, startPortal } from './portal/startPortal';
import { BenchLine, isMissed } from './report/BenchLine';
import { formatTable } from './report/formatTable';

/** In this order: the catalog is measured while it has nothing else to do. */
const BENCHES: readonly Bench[] = [
  catalogFreshness,
  reportVersions,
  lists,
  auditExport,
  fsck,
];

let finished = false;
let running: BenchPortal | undefined;

const print = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const options = readOptions(
    process.argv.slice(2),
    BENCHES.map(({ name }) => name),
  );
  const start = performance.now();
  const say = (line: string) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(4)} s  ${line}\n`);
  };
  say(`starting a portal on ${options.database}`);
  const place = await benchPlace();
  const portal = await startPortal(place);
  running = portal;
  try {
    const context = await prepare(portal, { say, events: options.events });
    const lines: BenchLine[] = [];
    for (const bench of BENCHES) {
      if (options.only?.includes(bench.name) ?? true) {
        say(`measuring ${bench.name}`);
        lines.push(...(await bench.run(context)));
      }
    }
    say('done');
    print(`${describeMachine()}, ${options.database}\n`);
    print(formatTable(lines));
    print('\nratio: how many times the cost of the baseline in the same run');
    return complain(portal, lines);
  } finally {
    await portal.stop();
  }
}

/** Signs people in, which waits until the catalog knows them. */
async function prepare(
  portal: BenchPortal,
  rest: Pick<BenchContext, 'say' | 'events'>,
): Promise<BenchContext> {
  const signIn = async (name: string, group: string) => {
    let client: PortalClient | undefined;
    await eventually(
      `${name} is known with their group`,
      async () => {
        try {
          client = await PortalClient.signIn(portal.url, name);
          const user = await client.get(
            `/api/catalog/entities/by-name/user/default/${name}`,
          );
          return JSON.stringify(user.relations).includes(group);
        } catch {
          return false;
        }
      },
      { every: 200, within: 60_000 },
    );
    if (!client) {
      throw new Error(`${name} could not sign in`);
    }
    return client;
  };
  return {
    portal,
    engineer: await signIn('engineer', 'group:default/chatbot-team'),
    auditor: await signIn('auditor', 'group:default/auditors'),
    ...rest,
  };
}

function describeMachine(): string {
  const [cpu] = cpus();
  const gib = (totalmem() / 1024 ** 3).toFixed(0);
  return `${cpus().length} × ${cpu.model.trim()}, ${gib} GiB, Node ${
    process.versions.node
  }`;
}

/** What has to be known of a run before its numbers are believed. Returns the exit code. */
function complain(portal: BenchPortal, lines: readonly BenchLine[]): number {
  const { complaints } = portal.logger;
  if (complaints.length > 0) {
    print(`\nThe backend complained ${complaints.length} times, for example:`);
    for (const complaint of complaints.slice(0, 5)) {
      print(complaint.slice(0, 300));
    }
  }
  const missed = lines.filter(isMissed);
  if (missed.length > 0) {
    print(`\nMissed: ${missed.map(({ name }) => name).join('; ')}`);
  }
  return missed.length > 0 ? 1 : 0;
}

// The backend ends the process by itself when it is asked to stop, and calls that a success.
process.on('exit', () => {
  if (!finished) {
    process.exitCode = 1;
    const last = running?.logger.complaints.slice(-3) ?? [];
    process.stderr.write(`Not finished\n${last.join('\n')}\n`);
  }
});

main().then(
  code => {
    finished = true;
    process.exit(code);
  },
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  },
);
