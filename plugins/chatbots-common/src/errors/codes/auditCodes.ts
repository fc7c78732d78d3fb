import type { ReasonDescription } from './ReasonDescription';

/** Reasons that concern the audit log, its proofs and exports. @internal */
export const auditCodes = {
  'audit-event-invalid': {
    status: 400,
    title: 'Invalid audit event',
    hint: 'Build the event from the documented fields only.',
  },
  'audit-personal-data': {
    status: 400,
    title: 'Personal data in an audit event',
    hint: 'Use the pseudonym, and a commitment in place of free text.',
  },
  'audit-range-invalid': {
    status: 400,
    title: 'Invalid range',
    hint: 'Ask for a range inside the log with its start before its end.',
  },
  'audit-event-unknown': {
    status: 404,
    title: 'Unknown audit event',
    hint: 'Use the id or the sequence number of an event that the log holds.',
  },
  'checkpoint-unavailable': {
    status: 503,
    title: 'No checkpoint covers the range yet',
    hint: 'Try again in a moment; events are checkpointed shortly after they are recorded.',
  },
  'log-behind-anchor': {
    status: 503,
    title: 'The audit log is not what its anchor holds',
    hint: 'Reading goes on. Tell the platform team: an older database may have been put back, and they decide how to go on.',
  },
  'checkpoint-invalid': {
    status: 400,
    title: 'Malformed checkpoint',
    hint: 'Pass the signed note unchanged, with its final newline.',
  },
  'checkpoint-signature-invalid': {
    status: 403,
    title: 'Checkpoint signature is not trusted',
    hint: 'Use the verifier key that you received apart from the portal.',
  },
  'proof-invalid': {
    status: 400,
    title: 'Proof does not hold',
    hint: 'The hashes do not lead to the stated root; compare with another copy of the log.',
  },
  'export-ticket-invalid': {
    status: 403,
    title: 'Download link is not valid',
    hint: 'Start the export again; a link works once and for a short time.',
  },
  'export-invalid': {
    status: 400,
    title: 'Export is not authentic',
    hint: 'Download the export again and compare it with the checkpoint that you hold.',
  },
} as const satisfies Record<string, ReasonDescription>;
