import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { readEventKeyEntries } from '../../keys';
import {
  connect,
  fileAnchors,
  ownKeys,
  printable,
  readConfig,
} from '../command/portalOfConfig';
import { logOrigin } from '../logKeys';
import { describeAnchors } from './checkAnchors';
import { FsckProgress } from './Progress';
import { runFsck } from './runFsck';
import { readLogSize } from '../../database/auditLog';

const USAGE = [
  'Usage: chatbots-fsck [--config <file>]... [--key <verifier key>]... [--anchor <file>]... [--export <file>]',
  '',
  '  --config  Configuration of the portal, as its backend takes it.',
  '  --key     A verifier key of the log that you hold, name+keyid+base64. Without one,',
  '            the signing key and the verifying keys in the configuration are trusted.',
  '  --anchor  A file of anchored checkpoints, besides the one in the configuration.',
  '  --export  An export of the whole log that you hold (NDJSON). Records are held to its events, and',
  '            not to those in the database.',
  '',
  'Reads everything and writes nothing. Exit code 0: nothing to find. 1: something was',
  'found. 2: nothing was checked.',
];

/** How often progress is told, in milliseconds. */
const PROGRESS_MS = 5000;

/** Events or rows after which memory is freed. */
const COLLECT_EVERY = 10_000;

/**
 * The command `chatbots-fsck`: checks the log and everything that decisions rest on, in the database that the configuration
 * names.
 *
 * @param args - the command line after the program's name
 * @param print - takes a line for people
 *
 * @returns the exit code
 *
 * @public
 */
export async function runFsckCommand(
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  const stops: (() => void | Promise<void>)[] = [];
  try {
    const { values } = parseArgs({
      args,
      options: {
        config: { type: 'string', multiple: true },
        key: { type: 'string', multiple: true },
        anchor: { type: 'string', multiple: true },
        export: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      USAGE.forEach(line => print(line));
      return 0;
    }
    const { config, close } = await readConfig(values.config ?? []);
    stops.push(close);
    const trustedKeys = (values.key ?? []).map(line =>
      parseVerifierKey(line.trim(), sha256),
    );
    const anchors = await fileAnchors(config, values.anchor ?? []);
    const knex = await connect(config, stops);
    const keys = readEventKeyEntries(config);
    const size = await readLogSize(knex);
    const collect = collector();
    const tell = every(PROGRESS_MS, (progress: FsckProgress) =>
      // Beside what was found, which may go into a file.
      process.stderr.write(`${describe(progress)}\n`),
    );
    const options = {
      trustedKeys: trustedKeys.length > 0 ? trustedKeys : ownKeys(config),
      anchors,
      eventKeys: keys && { origin: logOrigin(config), keys },
      exportFile: values.export,
      onProgress: (progress: FsckProgress) => {
        collect(progress);
        tell(progress);
      },
    };
    const findings = await runFsck(knex, options);
    if (!keys) {
      print(
        'No chatbots.audit.eventKeys are configured: it was not checked who wrote the events',
      );
    }
    for (const { code, message } of findings) {
      print(`${code}: ${printable(message)}`);
    }
    const lags = await describeAnchors(knex, { ...options, now: new Date() });
    lags.forEach(line => print(printable(line)));
    print(
      `${findings.length} findings in a log of ${size} events, ${anchors.length} anchors`,
    );
    return findings.length === 0 ? 0 : 1;
  } catch (error) {
    print(
      `NOT CHECKED: ${printable(
        error instanceof Error ? error.message : String(error),
      )}`,
    );
    return 2;
  } finally {
    for (const stop of stops) {
      await stop();
    }
  }
}

/**
 * Frees what was read every so many events.
 *
 * @remarks
 * Left to itself, Node lets its heap grow to hundreds of megabytes before it frees what was done with long ago.
 */
function collector(): (progress: FsckProgress) => void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  let last = 0;
  return ({ done }) => {
    if (done < last || done - last >= COLLECT_EVERY) {
      last = done;
      collect();
    }
  };
}

/** Calls on with no more than one call in some time. */
function every<T>(milliseconds: number, call: (value: T) => void) {
  let last = performance.now();
  return (value: T) => {
    const now = performance.now();
    if (now - last >= milliseconds) {
      last = now;
      call(value);
    }
  };
}

function describe({ phase, done, of, perSecond }: FsckProgress): string {
  const count = of === undefined ? `${done}` : `${done} of ${of}`;
  return `${phase}: ${count} checked, ${perSecond} a second`;
}
