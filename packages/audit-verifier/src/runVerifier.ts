import {
  parseVerifierKey,
  verifyCheckpoint,
  type VerifierKey,
} from '@chatbot-portal/transparency-log';
import {
  verifyExport,
  type ExportVerification,
  type HeldCheckpoint,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeChanges } from './describeChanges';
import { describeVerification } from './describeVerification';
import {
  createSha256,
  readTextFile,
  sha256,
  verifyEd25519,
} from '@chatbot-portal/transparency-log/node';
import { parseConsistencyProof } from './parseConsistencyProof';

const usage = [
  'Usage: verify.mjs [verify] <export.ndjson> --key <verifier key>',
  '                  [--csv <export.csv>]',
  '                  [--checkpoint <file> [--consistency <file>]]',
  '',
  '  --key         Verifier key of the log, name+keyid+base64. Give the one that you',
  '                hold, never one that came with the export. May be repeated.',
  '  --csv         CSV of the same export, compared row by row.',
  '  --checkpoint  A signed checkpoint that you hold from before or from elsewhere.',
  '                The log must begin with it.',
  '  --consistency The consistency proof from the held checkpoint to that of the export,',
  '                as the portal answers it. Needed when the export does not hold the',
  '                last event of the held checkpoint.',
  '',
  'Exit code 0: valid. 1: not valid, not proven, or not verified.',
];

/**
 * Runs the verifier.
 *
 * @param args - the command line after the program's name
 * @param print - takes a line for people
 *
 * @returns the exit code
 *
 * @internal
 */
export async function runVerifier(
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  let request: Request | undefined;
  try {
    request = await readArguments(args);
  } catch (error) {
    print(`NOT VERIFIED: ${messageOf(error)}`);
    print('');
    usage.forEach(line => print(line));
    return 1;
  }
  if (!request) {
    usage.forEach(line => print(line));
    return 0;
  }
  try {
    const held = await readHeld(request);
    const result = await verify(request, held);
    const { lines, valid } = describeVerification(result, held?.checkpoint);
    const causes = valid ? [] : await causesIn(request);
    [...causes, ...lines].forEach(line => print(printable(line)));
    return valid ? 0 : 1;
  } catch (error) {
    print(printable(`NOT VERIFIED: ${messageOf(error)}`));
    (await causesIn(request)).forEach(line => print(printable(line)));
    return 1;
  }
}

interface Request {
  ndjson: string;
  csv?: string;
  checkpoint?: string;
  consistency?: string;
  keys: VerifierKey[];
}

/** What may have changed the files on their way, once something was found wrong. */
async function causesIn(request: Request): Promise<string[]> {
  const { ndjson, csv, checkpoint, consistency } = request;
  const found = await Promise.all(
    (
      [
        [ndjson, 'export'],
        [csv, 'csv'],
        [checkpoint, 'checkpoint'],
        [consistency, 'consistency'],
      ] as const
    ).map(([path, kind]) =>
      path === undefined
        ? undefined
        : describeChanges(path, kind).catch(() => undefined),
    ),
  );
  return found.flatMap(cause => (cause ? [`CAUSE       ${cause}`] : []));
}

/** Undefined when only help is asked for. */
async function readArguments(args: string[]): Promise<Request | undefined> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      csv: { type: 'string' },
      checkpoint: { type: 'string' },
      consistency: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    return undefined;
  }
  const files =
    positionals[0] === 'verify' ? positionals.slice(1) : positionals;
  if (files.length !== 1) {
    throw new Error(`It takes one export, not ${files.length}`);
  }
  if (!values.key) {
    throw new Error('No --key is given');
  }
  const { csv, checkpoint, consistency } = values;
  if (consistency !== undefined && checkpoint === undefined) {
    throw new Error('--consistency needs the --checkpoint that it leads from');
  }
  for (const file of [files[0], csv, checkpoint, consistency]) {
    if (file !== undefined) {
      await access(file);
    }
  }
  return {
    ndjson: files[0],
    csv,
    checkpoint,
    consistency,
    keys: values.key.map(key => parseVerifierKey(key.trim(), sha256)),
  };
}

async function verify(
  request: Request,
  held: HeldCheckpoint | undefined,
): Promise<ExportVerification> {
  const { ndjson, csv, keys } = request;
  return verifyExport({
    ndjson: createReadStream(ndjson),
    ...(csv === undefined ? {} : { csv: createReadStream(csv) }),
    ...(held ? { held } : {}),
    trustedKeys: keys,
    hashing: { sha256, createSha256 },
    verify: verifyEd25519,
  });
}

async function readHeld({
  checkpoint,
  consistency,
  keys,
}: Request): Promise<HeldCheckpoint | undefined> {
  if (checkpoint === undefined) {
    return undefined;
  }
  const note = await readTextFile(checkpoint);
  return {
    checkpoint: await verifyCheckpoint(note, keys, verifyEd25519),
    ...(consistency === undefined
      ? {}
      : {
          consistency: parseConsistencyProof(await readTextFile(consistency)),
        }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a forged file says must not steer the auditor's terminal. */
function printable(line: string): string {
  return line.replace(/\p{C}+/gu, '?');
}
