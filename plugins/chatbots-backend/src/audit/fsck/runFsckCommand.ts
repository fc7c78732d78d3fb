import { DatabaseManager } from '@backstage/backend-defaults/database';
import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ConfigSources, StaticConfigSource } from '@backstage/config-loader';
import {
  parseVerifierKey,
  VerifierKey,
} from '@chatbot-portal/transparency-log';
import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import {
  readEventKeyEntries,
  readOwnSigner,
  readVerifyingKeys,
  PublicKey,
} from '../../keys';
import { FileAnchor } from '../anchor/FileAnchor';
import { logOrigin, toVerifierKey } from '../logKeys';
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

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

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
    const findings = await runFsck(knex, {
      trustedKeys: trustedKeys.length > 0 ? trustedKeys : ownKeys(config),
      anchors,
      eventKeys: keys && { origin: logOrigin(config), keys },
      exportFile: values.export,
      onProgress: every(PROGRESS_MS, progress =>
        // Beside what was found, which may go into a file.
        process.stderr.write(`${describe(progress)}\n`),
      ),
    });
    if (!keys) {
      print(
        'No chatbots.audit.eventKeys are configured: it was not checked who wrote the events',
      );
    }
    for (const { code, message } of findings) {
      print(`${code}: ${printable(message)}`);
    }
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

/** What the backend would read, except that a database that is not there is not made. */
async function readConfig(
  files: string[],
): Promise<{ config: Config; close: () => void }> {
  const config = await ConfigSources.toConfig(
    ConfigSources.merge([
      ConfigSources.default({
        argv: files.flatMap(file => ['--config', file]),
      }),
      StaticConfigSource.create({
        data: {
          backend: {
            database: { ensureExists: false, ensureSchemaExists: false },
          },
        },
        context: 'chatbots-fsck',
      }),
    ]),
  );
  return { config, close: () => config.close() };
}

async function connect(config: Config, stops: (() => void | Promise<void>)[]) {
  const lifecycle: LifecycleService = {
    addStartupHook() {},
    addShutdownHook: hook => {
      stops.push(hook);
    },
  };
  const database = DatabaseManager.fromConfig(config).forPlugin('chatbots', {
    logger: silent,
    lifecycle,
  });
  const knex = await database.getClient();
  stops.push(() => knex.destroy());
  if (!(await knex.schema.hasTable('audit_log'))) {
    throw new Error(
      'This database has no audit log. Is this the configuration that the portal runs with?',
    );
  }
  if (!(await knex.schema.hasColumn('audit_events', 'mac'))) {
    throw new Error(
      'This database is of an older version. Start the portal of this version first',
    );
  }
  return knex;
}

/** The keys in the configuration; the key of a signer that a module adds is none of them, unless it is named there. */
function ownKeys(config: Config): VerifierKey[] {
  const own = readOwnSigner('audit', config);
  const keys = [
    ...(own ? [PublicKey.fromPem(own.publicKey)] : []),
    ...readVerifyingKeys('audit', config),
  ];
  if (keys.length === 0) {
    throw new Error(
      'No --key is given and the configuration has neither chatbots.audit.signingKey nor chatbots.audit.verifyingKeys',
    );
  }
  return keys.map(key => toVerifierKey(key, logOrigin(config)));
}

async function fileAnchors(config: Config, given: string[]) {
  const configured = config.getOptionalString(
    'chatbots.audit.anchors.file.path',
  );
  const paths = [...(configured ? [configured] : []), ...given];
  for (const path of paths) {
    // An anchor that is not there would agree with everything.
    await access(path);
  }
  return paths.map(path => new FileAnchor({ path }));
}

/** What a tampered row says must not steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{C}+/gu, '?');
}
