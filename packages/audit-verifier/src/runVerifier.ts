import {
  parseVerifierKey,
  verifyCheckpoint,
  verifyExport,
  type Checkpoint,
  type ExportVerification,
  type VerifierKey,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeVerification } from './describeVerification';
import { createSha256, sha256, verifyEd25519 } from './nodeCrypto';

const usage = [
  'Usage: verify.mjs [verify] <export.ndjson> --key <verifier key>',
  '                  [--csv <export.csv>] [--checkpoint <file>]',
  '',
  '  --key         Verifier key of the log, name+keyid+base64. Give the one that you',
  '                hold, never one that came with the export. May be repeated.',
  '  --csv         CSV of the same export, compared row by row.',
  '  --checkpoint  A signed checkpoint that you hold from before or from elsewhere.',
  '',
  'Exit code 0: valid. 1: not valid, or not verified.',
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
    const result = await verify(request);
    const held = request.checkpoint ? await readCheckpoint(request) : undefined;
    const { lines, valid } = describeVerification(result, held);
    lines.forEach(line => print(printable(line)));
    return valid ? 0 : 1;
  } catch (error) {
    print(printable(`NOT VERIFIED: ${messageOf(error)}`));
    return 1;
  }
}

interface Request {
  ndjson: string;
  csv?: string;
  checkpoint?: string;
  keys: VerifierKey[];
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
  for (const file of [files[0], values.csv, values.checkpoint]) {
    if (file !== undefined) {
      await access(file);
    }
  }
  return {
    ndjson: files[0],
    csv: values.csv,
    checkpoint: values.checkpoint,
    keys: values.key.map(key => parseVerifierKey(key.trim(), sha256)),
  };
}

async function verify(request: Request): Promise<ExportVerification> {
  const { ndjson, csv, keys } = request;
  return verifyExport({
    ndjson: createReadStream(ndjson),
    ...(csv === undefined ? {} : { csv: createReadStream(csv) }),
    trustedKeys: keys,
    hashing: { sha256, createSha256 },
    verify: verifyEd25519,
  });
}

async function readCheckpoint({
  checkpoint = '',
  keys,
}: Request): Promise<Checkpoint> {
  const note = await readFile(checkpoint, 'utf8');
  return verifyCheckpoint(note, keys, verifyEd25519);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a forged file says must not steer the auditor's terminal. */
function printable(line: string): string {
  return line.replace(/\p{C}+/gu, '?');
}
