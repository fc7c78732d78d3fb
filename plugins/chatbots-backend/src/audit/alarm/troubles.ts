import { EventProblem } from '../authenticateEvent';

/** What stands in the database and the portal did not write, or what an anchor says of it. */
export interface Trouble {
  /** Code in the backend's log and in Backstage's auditor. */
  code:
    | 'audit-event-set-aside'
    | 'evidence-not-authenticated'
    | 'anchor-contradicts-log'
    | 'log-behind-anchor';
  /** Names of the rows; no personal data. */
  what: readonly string[];
  /** Says it to operators, after the names. */
  message: string;
  /** Codes of what is wrong with them, where it is known. */
  reason?: string;
  /** Title and description of the notification. */
  title: string;
  description: string;
}

/** Why the sequencer does not number an event. */
export type SetAsideReason = EventProblem | 'event-repeated';

/** An event that is not numbered. */
export interface RefusedEvent {
  id: string;
  reason: SetAsideReason;
}

/** Events that were set aside: the portal did not write them. */
export function setAsideTrouble(events: readonly RefusedEvent[]): Trouble {
  const reason = [...new Set(events.map(one => one.reason))].join(', ');
  const isOne = events.length === 1;
  return {
    code: 'audit-event-set-aside',
    what: events.map(({ id }) => `audit event ${id}`),
    message: 'not what the portal wrote, and not numbered',
    reason,
    title: `Audit log: ${events.length} ${
      isOne ? 'event was' : 'events were'
    } set aside`,
    description: `The portal did not write ${isOne ? 'it' : 'them'}: ${reason}`,
  };
}

/** Rows that a command would have counted and the log does not bear out. */
export function unprovenTrouble(what: readonly string[]): Trouble {
  return {
    code: 'evidence-not-authenticated',
    what,
    message:
      'the log does not bear it out; nothing was approved, issued or activated',
    title: 'Audit log: rows that the portal did not write',
    description:
      'The log does not bear them out, and nothing was approved, issued or activated',
  };
}

/** An anchor that holds a checkpoint which is not of this log, or lost what it held. */
export function anchorTrouble(anchor: {
  id: string;
  /** Number of events that the checkpoint says it covers. */
  size: number;
  /** Code of what contradicts. */
  reason: string;
}): Trouble {
  const { id, size, reason } = anchor;
  if (reason === 'anchor-emptied') {
    return {
      code: 'anchor-contradicts-log',
      what: [`anchor ${id}`],
      message:
        'it held checkpoints of this log and is empty, and it is given nothing more until that is explained',
      reason,
      title: 'Audit log: an anchor was emptied',
      description:
        'It held checkpoints of this log and holds nothing any more: what they would have shown can no longer be seen there',
    };
  }
  return {
    code: 'anchor-contradicts-log',
    what: [`anchor ${id} at size ${size}`],
    message:
      'what it holds is not of this log, and it is given nothing more until that is mended',
    reason,
    title: 'Audit log: an anchor contradicts it',
    description: `What the anchor holds is not of this log: ${reason}`,
  };
}

/** A log that takes no more events, since it is not what an anchor holds. */
export function behindTrouble(behind: {
  anchor: string;
  problem: string;
  anchoredSize: number;
  size: number;
}): Trouble {
  const { anchor, problem, anchoredSize, size } = behind;
  return {
    code: 'log-behind-anchor',
    what: [`log at size ${size}, anchor ${anchor} at size ${anchoredSize}`],
    message:
      'the log is not what its anchor holds, so nothing is written until an operator decides: see chatbots-log continue',
    reason: problem,
    title: 'Audit log: nothing is written, it is behind its anchor',
    description:
      'The log is shorter than what its anchor holds, or of other events. An older database may have been put back; the portal can be read, and takes no change',
  };
}
