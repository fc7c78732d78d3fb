/** Columns, or a whole table, that fsck holds to no event. */
export interface NotCompared {
  table: string;
  /** All of the table's when absent. */
  columns?: readonly string[];
  /** What a change of them can and can't do. */
  reason: string;
}

/**
 * Everything that fsck holds to no event, and why. `columns.test.ts` changes every other column and fails where that goes unseen, so
 * a new column is compared or stands here; `docs/threat-model.md` repeats the list.
 */
export const NOT_COMPARED: readonly NotCompared[] = [
  {
    table: 'audit_anchors',
    reason:
      'what was sent where; the anchors themselves are read back, and no row about them holds anything up',
  },
  {
    table: 'audit_checkpoints',
    columns: ['signed_at'],
    reason:
      'the signed text names no time; when a checkpoint left is for its anchor to say',
  },
  {
    table: 'audit_events',
    columns: ['insert_id'],
    reason:
      'the order in which events wait for a number; once they have one, the number and the tree say the order',
  },
  {
    table: 'change_cursors',
    reason:
      'how far a consumer says that it came; the sweep of the catalog heals what it missed',
  },
  {
    table: 'chatbot_summaries',
    reason:
      'what lists sort by, written again after each change; no command reads it',
  },
  {
    table: 'deliveries',
    reason:
      'a queue: each message is authenticated by its own MAC or its event before it is sent',
  },
  {
    table: 'evaluation_parts',
    reason:
      'parts on their way; each is vouched for by a MAC, and an evaluation of other parts is not recorded',
  },
  {
    table: 'export_tickets',
    reason:
      'a download link that lives for minutes; the export is told in the log, and proves itself',
  },
  {
    table: 'external_requests',
    reason:
      'a queue of systems to ask; what they answered is compared, and an unanswered check blocks',
  },
  {
    table: 'follower_cursors',
    reason:
      'how far what follows the log came; one set back tells again what each receiver knows by its id',
  },
  {
    table: 'gate_evaluations',
    reason:
      'what pages show of a gate, evaluated again after each change and at `valid_until`; commands evaluate it themselves',
  },
  {
    table: 'open_evaluations',
    reason:
      'evaluations that wait for parts; each is vouched for by a MAC before it is recorded, and removed an hour after it was opened',
  },
  {
    table: 'people',
    reason:
      'names can be erased, so nothing vouches for them; see "Who is behind a pseudonym"',
  },
  {
    table: 'pipeline_tokens',
    columns: ['prefix', 'last_used_at'],
    reason: 'how people recognise a token and see that it is used',
  },
  {
    table: 'promotions',
    columns: ['gate', 'assessment'],
    reason:
      'what pages show of the last evaluation; every decision and permit evaluates checks and approvals again',
  },
  {
    table: 'webhook_deliveries',
    reason:
      'a queue that is kept for 30 days; what is sent is built from the authentic event',
  },
  {
    table: 'webhook_targets',
    reason:
      'which replica sends, and since when a target fails; addresses and secrets are configuration',
  },
  {
    table: 'workflow_dispatches',
    columns: ['tries', 'not_before'],
    reason:
      'when it is tried next; that it is asked for, started or failed is compared',
  },
];

/** The list as the threat model has it. */
export function describeNotCompared(): string {
  return NOT_COMPARED.map(({ table, columns, reason }) => {
    const names = columns?.map(name => `\`${name}\``).join(' and ');
    return `- ${names ? `${names} of ` : ''}\`${table}\`: ${reason}.`;
  }).join('\n');
}
