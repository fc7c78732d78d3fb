import { AuditorService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { parseVerifierKey } from '@chatbot-portal/transparency-log';
import { readTextFile, sha256 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { parseArgs } from 'node:util';
import { Actor } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { EventKeyEntry, EventKeys, readEventKeyEntries } from '../../keys';
import { AuditAlarm } from '../alarm/AuditAlarm';
import { readAnchored } from '../anchor/AnchorHistory';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { continueLog, WaitingEvents } from '../continuation/continueLog';
import { underEveryName } from '../continuation/lostCheckpoints';
import {
  formerNames,
  LogNames,
  readLogNames,
} from '../continuation/readLogNames';
import { logOrigin } from '../logKeys';
import { Sequencer } from '../sequence/Sequencer';
import {
  connect,
  fileAnchors,
  ownKeys,
  printable,
  readConfig,
  silent,
} from './portalOfConfig';

const USAGE = [
  'Usage: chatbots-log continue --reason <text> [options]',
  '       chatbots-log replace-anchor <id> --reason <text> [options]',
  '',
  '  continue        Continues a restored log, which lost events that its anchors hold, under',
  '                  a new name. Stop every replica first.',
  '  replace-anchor  Writes into the log that the anchor of this id was replaced and may be',
  '                  empty. The portal fills it again at its next start, or within a minute.',
  '',
  '  --reason      Why. It stands in the log.',
  '  --config      Configuration of the portal, as its backend takes it. May be repeated.',
  '',
  'For continue:',
  '  --name        The new name. Default: the name of the log with a number behind it.',
  '  --anchor      A file of anchored checkpoints, besides the one in the configuration.',
  '  --checkpoint  A file with a signed checkpoint of the log that is held elsewhere.',
  '  --key         A verifier key of the log, name+keyid+base64. Without one, the signing',
  '                key and the verifying keys in the configuration are trusted.',
  '  --waiting     What becomes of events that the restored database has without a number:',
  '                number or set-aside.',
  '',
  'Exit code 0: done. 2: nothing was done.',
];

const OPERATOR: Actor = { kind: 'service', subject: 'chatbots-log' };

type Values = ReturnType<typeof parseCommand>['values'];

/** What a command works on. */
interface Portal {
  config: Config;
  knex: Knex;
  names: LogNames & { origin: string };
  keys: readonly EventKeyEntry[];
}

/**
 * The command `chatbots-log`: what an operator does to the audit log, with a reason that the log keeps.
 *
 * @param args - the command line after the program's name
 * @param print - takes a line for people
 *
 * @returns the exit code
 *
 * @public
 */
export async function runLogCommand(
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  const stops: (() => void | Promise<void>)[] = [];
  const say = (line: string) => print(printable(line));
  try {
    const { values, positionals } = parseCommand(args);
    const [command, ...operands] = positionals;
    if (values.help) {
      USAGE.forEach(say);
      return 0;
    }
    const reason = values.reason?.trim();
    if (command === 'continue' && operands.length === 0) {
      await runContinue(values, assertReason(reason), stops, say);
    } else if (command === 'replace-anchor' && operands.length === 1) {
      const [anchor] = operands;
      await replaceAnchor(values, anchor, assertReason(reason), stops, say);
    } else {
      USAGE.forEach(say);
      throw new Error(`'${positionals.join(' ')}' is not a command`);
    }
    return 0;
  } catch (error) {
    say(`NOT DONE: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  } finally {
    for (const stop of stops) {
      await stop();
    }
  }
}

function parseCommand(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      config: { type: 'string', multiple: true },
      reason: { type: 'string' },
      name: { type: 'string' },
      anchor: { type: 'string', multiple: true },
      checkpoint: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true },
      waiting: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function assertReason(reason: string | undefined): string {
  if (!reason) {
    throw new Error('No --reason is given');
  }
  return reason;
}

async function openPortal(
  values: Values,
  stops: (() => void | Promise<void>)[],
): Promise<Portal> {
  const { config, close } = await readConfig(values.config ?? []);
  stops.push(close);
  const keys = readEventKeyEntries(config);
  if (!keys) {
    throw new Error(
      'The configuration has no chatbots.audit.eventKeys, so nothing can be written into the log',
    );
  }
  const knex = await connect(config, stops);
  const configured = logOrigin(config);
  const { origin = configured, continuations } = await readLogNames(knex, keys);
  if (origin !== configured) {
    throw new Error(
      `The log is named '${origin}', and the configuration names it '${configured}': set chatbots.audit.origin to '${origin}'`,
    );
  }
  return { config, knex, keys, names: { origin, continuations } };
}

async function replaceAnchor(
  values: Values,
  anchor: string,
  reason: string,
  stops: (() => void | Promise<void>)[],
  say: (line: string) => void,
): Promise<void> {
  const { knex, keys, names } = await openPortal(values, stops);
  const { origin } = names;
  const former = formerNames(names);
  const eventKeys = EventKeys.create({ origin, keys, former });
  if (!(await readAnchored(knex, eventKeys)).get(anchor)) {
    throw new Error(
      `The log '${origin}' does not say that anchor '${anchor}' ever held anything`,
    );
  }
  const unitOfWork = UnitOfWork.create({
    knex,
    clock: systemClock,
    audit: new DatabaseAuditAppender({ keys: eventKeys }),
  });
  await unitOfWork.run({ actor: OPERATOR }, work =>
    work.record({
      type: 'log.anchor-replaced',
      subject: { kind: 'audit-log', id: origin },
      data: { anchor },
      texts: { reason },
    }),
  );
  say(`Anchor '${anchor}' may be empty now`);
}

async function runContinue(
  values: Values,
  reason: string,
  stops: (() => void | Promise<void>)[],
  say: (line: string) => void,
): Promise<void> {
  const { waiting } = values;
  if (waiting !== undefined && !isWaiting(waiting)) {
    throw new Error(`--waiting is 'number' or 'set-aside', not '${waiting}'`);
  }
  const { config, knex, names, keys } = await openPortal(values, stops);
  const given = (values.key ?? []).map(line =>
    parseVerifierKey(line.trim(), sha256),
  );
  const trustedKeys = given.length > 0 ? given : ownKeys(config);
  const checkpoints: string[] = [];
  for (const path of values.checkpoint ?? []) {
    checkpoints.push(await readTextFile(path));
  }
  const done = await continueLog({
    knex,
    clock: systemClock,
    actor: OPERATOR,
    names,
    origin: values.name,
    reason,
    keys,
    trustedKeys,
    anchors: await fileAnchors(config, values.anchor ?? []),
    checkpoints,
    waiting,
    createSequencer: eventKeys =>
      new Sequencer({
        knex,
        clock: systemClock,
        logger: silent,
        verifierKeys: underEveryName(trustedKeys, names),
        eventKeys,
        alarm: silentAlarm(eventKeys),
      }),
  });
  const { anchored, commonSize, origin, previous, size } = done;
  say(`The log '${previous}' of ${size} events is continued as '${origin}'.`);
  for (const one of anchored) {
    say(
      `Anchored were ${one.size} events of '${one.origin}'; the first ${commonSize} are common to both.`,
    );
  }
  say('');
  say('Now, before any replica starts:');
  say(`  set chatbots.audit.origin to '${origin}', the same on every replica.`);
  say('And then: hand the new verifier key of the audit page to the auditors.');
}

function isWaiting(text: string): text is WaitingEvents {
  return text === 'number' || text === 'set-aside';
}

/** What is set aside the operator asked for, and the audit page shows it. */
function silentAlarm(keys: EventKeys): AuditAlarm {
  const event = { success: async () => {}, fail: async () => {} };
  const auditor: AuditorService = { createEvent: async () => event };
  return new AuditAlarm({
    logger: silent,
    auditor,
    notifications: { send: async () => {} },
    keys,
    recipients: [],
  });
}
