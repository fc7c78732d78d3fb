import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../measure/runCommand';
import { BenchLine } from '../report/BenchLine';
import { Bench, BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { seedRecords } from './seedRecords';

/** Memory that chatbots-fsck may take, however long the log is, in MiB. */
const MAX_MIB = 300;

/**
 * How long the check of a whole portal takes, and the most memory of its process. Baseline: the verifier on an export of the same
 * events, which reads one file and knows no records.
 */
export const fsck: Bench = {
  name: 'fsck',
  async run(context) {
    const { portal, events, say } = context;
    const chatbot = await BenchChatbot.register(context, 'bench-fsck');
    await chatbot.reportVersion();
    say(`writing ${events} audit events`);
    await seedRecords(context, { chatbot, count: events });
    const file = join(portal.folder, 'export.ndjson');
    const { count, key } = await download(context, file);

    say('verifying the export');
    const verifier = await runCommand(
      ['packages/audit-verifier/src/main.ts', file, '--key', key],
      portal.folder,
    );
    assertClean('The verifier', verifier);
    say('checking the database');
    const ours = await runCommand(
      [
        'plugins/chatbots-backend/bin/chatbots-fsck',
        '--config',
        portal.configFile,
      ],
      portal.folder,
    );
    assertClean('chatbots-fsck', ours);
    if (ours.residentMiB > MAX_MIB) {
      throw new Error(
        `chatbots-fsck took ${ours.residentMiB.toFixed(0)} MiB of ${MAX_MIB}`,
      );
    }
    const lines: BenchLine[] = [
      {
        name: `check ${count} events and their records, beside verifying their export`,
        baseline: { value: verifier.milliseconds, unit: 'ms' },
        ours: { value: ours.milliseconds, unit: 'ms' },
      },
      {
        name: `check ${count} events and their records, most memory of the process`,
        baseline: { value: verifier.residentMiB, unit: 'MiB' },
        ours: { value: ours.residentMiB, unit: 'MiB' },
      },
    ];
    return lines;
  },
};

/** Takes an export of the whole log, and the key that it is verified with. */
async function download(
  { auditor, portal }: BenchContext,
  file: string,
): Promise<{ count: number; key: string }> {
  const { ndjson, count } = await auditor.post(
    '/api/chatbots/v1/audit/exports',
    {},
  );
  const response = await auditor.send(`/api/chatbots${ndjson}`);
  if (!response.ok || !response.body) {
    throw new Error(`${ndjson}: ${response.status}`);
  }
  await pipeline(
    Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    createWriteStream(file),
  );
  const { keys } = await auditor.get(
    '/api/chatbots/.well-known/chatbot-portal/keys',
  );
  const log = keys.find(({ use }: { use: string }) => use === 'audit-log');
  if (!log) {
    throw new Error(`${portal.url} has no key of the log`);
  }
  return { count, key: log.verifierKey };
}

/** A bench of what was not done measures nothing. */
function assertClean(
  what: string,
  { exitCode, output }: { exitCode: number; output: string },
): void {
  if (exitCode !== 0) {
    throw new Error(`${what} ended with ${exitCode}: ${output}`);
  }
}
