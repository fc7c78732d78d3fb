import { Knex } from 'knex';
import {
  claimLogOrigin,
  lockLogRow,
  readLogRow,
} from '../../database/auditLog';
import { beginWrite } from '../../database/dialect';
import { EventKeyEntry } from '../../keys';
import { LogNames, readLogNames } from './readLogNames';

/**
 * Compares the name that the configuration gives the log with the one it has, and gives a log that has none that name.
 *
 * @remarks
 * The name is part of every MAC and every signature. A replica that named the log differently would set aside the events of the
 * others, and a database of another portal would be written to.
 *
 * @throws Error where the names differ
 */
export async function claimLogName(
  knex: Knex,
  options: { origin: string; keys: readonly EventKeyEntry[] | undefined },
): Promise<LogNames> {
  const { origin, keys } = options;
  const names = await readLogNames(knex, keys);
  const row = await readLogRow(knex);
  assertSame(names.origin ?? row?.origin ?? origin, origin);
  if (row?.origin === null) {
    assertSame(await claim(knex, origin), origin);
  }
  return { ...names, origin };
}

/** Gives the log its name, unless another replica did meanwhile. Returns the name that it has then. */
async function claim(knex: Knex, origin: string): Promise<string> {
  return knex.transaction(async db => {
    await beginWrite(db);
    const row = await lockLogRow(db);
    if (row.origin === null) {
      await claimLogOrigin(db, origin);
    }
    return row.origin ?? origin;
  });
}

function assertSame(named: string, origin: string): void {
  if (named !== origin) {
    throw new Error(
      `log-origin-differs: the audit log in this database is named '${named}', and the configuration names it '${origin}' (chatbots.audit.origin, or else the host of backend.baseUrl with /chatbots). Set chatbots.audit.origin to '${named}', the same on every replica, or connect the database of this portal`,
    );
  }
}
