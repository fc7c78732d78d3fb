import { parseArgs } from 'node:util';
import { Actor } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { EventKeys, readEventKeyEntries } from '../../keys';
import { readAnchored } from '../anchor/AnchorHistory';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { logOrigin } from '../logKeys';
import { connect, printable, readConfig } from './portalOfConfig';

const USAGE = [
  'Usage: chatbots-log replace-anchor <id> --reason <text> [--config <file>]...',
  '',
  '  replace-anchor  Writes into the log that the anchor of this id was replaced and may be',
  '                  empty. The portal fills it again at its next start, or within a minute.',
  '',
  '  --reason  Why. It stands in the log.',
  '  --config  Configuration of the portal, as its backend takes it.',
  '',
  'Exit code 0: done. 2: nothing was done.',
];

const OPERATOR: Actor = { kind: 'service', subject: 'chatbots-log' };

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
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string', multiple: true },
        reason: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      USAGE.forEach(line => print(line));
      return 0;
    }
    const [command, ...operands] = positionals;
    if (command !== 'replace-anchor' || operands.length !== 1) {
      throw new Error(`What is to be done?\n${USAGE.join('\n')}`);
    }
    const reason = values.reason?.trim();
    if (!reason) {
      throw new Error('No --reason is given');
    }
    const { config, close } = await readConfig(values.config ?? []);
    stops.push(close);
    const keys = readEventKeyEntries(config);
    if (!keys) {
      throw new Error(
        'The configuration has no chatbots.audit.eventKeys, so nothing can be written into the log',
      );
    }
    const knex = await connect(config, stops);
    const origin = logOrigin(config);
    const [anchor] = operands;
    const eventKeys = EventKeys.create({ origin, keys });
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
    print(`Anchor '${printable(anchor)}' may be empty now`);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    message
      .split('\n')
      .forEach((line, index) =>
        print(`${index === 0 ? 'NOT DONE: ' : ''}${printable(line)}`),
      );
    return 2;
  } finally {
    for (const stop of stops) {
      await stop();
    }
  }
}
