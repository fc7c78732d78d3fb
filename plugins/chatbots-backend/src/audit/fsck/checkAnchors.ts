import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { VerifierKey } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { Duration } from 'luxon';
import { findAuditEvent } from '../../database/auditEvents';
import { readLogSize } from '../../database/auditLog';
import { EventKeys } from '../../keys';
import { readAnchored } from '../anchor/AnchorHistory';
import { compareAnchor } from '../anchor/compareAnchor';
import { LogNames } from '../continuation/readLogNames';
import { readNames } from './checkLogName';
import { Finding } from './Finding';
import type { FsckOptions } from './runFsck';
import { millisOf } from '../../database/Clock';

/** Finds anchors that are empty, and held a checkpoint as the log says. */
export async function checkAnchors(
  knex: Knex,
  anchors: readonly AuditAnchor[],
  eventKeys: EventKeys | undefined,
): Promise<Finding[]> {
  const anchored = await readAnchored(knex, eventKeys);
  const findings: Finding[] = [];
  for (const anchor of anchors) {
    if (anchored.get(anchor.id) && (await isEmpty(anchor))) {
      findings.push({
        code: 'anchor-emptied',
        message: `Anchor '${anchor.id}' held checkpoints of this log, and holds none`,
      });
    }
  }
  return findings;
}

/** One that can't be read is a finding of its own. */
async function isEmpty(anchor: AuditAnchor): Promise<boolean> {
  try {
    return (await anchor.readLast()) === undefined;
  } catch {
    return false;
  }
}

/** Says of each anchor what it holds, and how far it lags behind the log in events and in time. */
export async function describeAnchors(
  knex: Knex,
  options: {
    anchors: readonly AuditAnchor[];
    trustedKeys: readonly VerifierKey[];
    eventKeys?: FsckOptions['eventKeys'];
    now: Date;
  },
): Promise<string[]> {
  const { names, options: named } = await readNames(knex, options);
  const log = { names, verifierKeys: named.trustedKeys, now: options.now };
  const lines: string[] = [];
  for (const anchor of options.anchors) {
    lines.push(
      `Anchor '${anchor.id}': ${await describeAnchor(knex, anchor, log)}`,
    );
  }
  return lines;
}

async function describeAnchor(
  knex: Knex,
  anchor: AuditAnchor,
  log: { names: LogNames; verifierKeys: readonly VerifierKey[]; now: Date },
): Promise<string> {
  let held;
  try {
    held = await anchor.readLast();
  } catch {
    return "not verified, it can't be read";
  }
  const size = await readLogSize(knex);
  if (!held) {
    return `holds nothing; none of ${size} events is anchored there`;
  }
  const compared = await compareAnchor(knex, held, log);
  if (compared.problem) {
    return `holds ${held.size} events that are not of this log (${compared.problem})`;
  }
  const newest = compared.newestEventAt
    ? `, the newest recorded at ${compared.newestEventAt}`
    : '';
  const lag = size - compared.size;
  if (lag <= 0) {
    return `holds all ${size} events${newest}`;
  }
  const oldest = await findAuditEvent(knex, compared.size);
  const since = oldest && log.now.getTime() - millisOf(oldest.recorded_at);
  return `holds ${compared.size} of ${size} events${newest}; ${lag} later ${
    lag === 1 ? 'event is' : 'events are'
  } not anchored there${since ? `, the oldest for ${inWords(since)}` : ''}`;
}

/** A length of time in its two largest units. */
function inWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = Duration.fromObject({ seconds })
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .toObject();
  const [first, second] = Object.entries(parts).filter(([, value]) => value);
  return Duration.fromObject(
    Object.fromEntries([first ?? ['seconds', 0], ...(second ? [second] : [])]),
    { locale: 'en' },
  ).toHuman();
}
