import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** A row that a command would count and that no event of the log tells of, as it stands. */
export interface UnprovenRow {
  kind: Api.UnprovenRow['kind'];
  id: string;
  subject_kind: string;
  subject_id: string;
  chatbot: string | null;
  at: string;
}

/** Rows of one kind, and the event that each needs. SQL, where `r` is the row and `e` an event. */
interface Source {
  kind: UnprovenRow['kind'];
  table: string;
  id: string;
  /** What the event is about. */
  subject: { kind: string; id: string; chatbot?: string };
  at: string;
  /** Which rows count; all where it is absent. */
  where?: string;
  type: string;
  /** Fact of the event that names the row, where its subject does not. */
  named?: string;
  /** Further condition on the event. */
  and?: string;
}

const PROMOTION = {
  kind: 'promotion',
  id: 'r.promotion_id',
  chatbot:
    '(select p.chatbot from promotions p where p.id = r.promotion_id limit 1)',
};
const POLICY = { kind: 'policy', id: 'cast(r.number as varchar(10))' };

/** Whether the event is by the row's person, or the person was erased and can't be compared. */
const BY_PERSON = `(
  e.pseudonym = (select w.pseudonym from people w where w.user_ref = r.user_ref)
  or not exists (select 1 from people w where w.user_ref = r.user_ref)
)`;

const SOURCES: readonly Source[] = [
  {
    kind: 'promotion',
    table: 'promotions',
    id: 'r.id',
    subject: { kind: 'promotion', id: 'r.id', chatbot: 'r.chatbot' },
    at: 'r.requested_at',
    type: 'promotion.requested',
  },
  {
    kind: 'decision',
    table: 'decisions',
    id: 'r.id',
    subject: PROMOTION,
    at: 'r.decided_at',
    where: 'r.withdrawn_at is null',
    type: 'promotion.decided',
    named: 'decisionId',
    and: `e.occurred_at = r.decided_at and ${BY_PERSON}`,
  },
  {
    kind: 'answer',
    table: 'external_answers',
    id: 'r.id',
    subject: PROMOTION,
    at: 'r.answered_at',
    type: 'promotion.answered',
    named: 'answerId',
    and: 'e.occurred_at = r.answered_at',
  },
  {
    kind: 'permit',
    table: 'permits',
    id: 'r.id',
    subject: PROMOTION,
    at: 'r.issued_at',
    type: 'promotion.released',
    named: 'permitId',
  },
  {
    kind: 'permit-use',
    table: 'permits',
    id: 'r.id',
    subject: PROMOTION,
    at: 'r.consumed_at',
    where: 'r.consumed_at is not null',
    type: 'promotion.deploying',
    named: 'permitId',
  },
  {
    kind: 'workflow',
    table: 'workflow_dispatches',
    id: 'r.id',
    subject: PROMOTION,
    at: 'r.requested_at',
    type: 'promotion.workflow-requested',
    named: 'dispatchId',
  },
  {
    kind: 'deployment',
    table: 'deployments',
    id: 'r.id',
    subject: { ...PROMOTION, chatbot: 'r.chatbot' },
    at: 'r.started_at',
    type: 'promotion.deploying',
    named: 'deploymentId',
  },
  {
    kind: 'evaluation',
    table: 'evaluations',
    id: 'r.id',
    subject: { kind: 'evaluation', id: 'r.id', chatbot: 'r.chatbot' },
    at: 'r.reported_at',
    type: 'evaluation.reported',
  },
  {
    kind: 'policy',
    table: 'policies',
    id: POLICY.id,
    subject: POLICY,
    at: 'r.proposed_at',
    type: 'policy.proposed',
  },
  {
    kind: 'policy-activation',
    table: 'policies',
    id: POLICY.id,
    subject: POLICY,
    at: 'coalesce(r.activated_at, r.proposed_at)',
    where: "(r.active_key is not null or r.state <> 'proposed')",
    type: 'policy.activated',
  },
  {
    kind: 'policy-approval',
    table: 'policy_approvals',
    id: 'cast(r.policy_number as varchar(10))',
    subject: { kind: 'policy', id: 'cast(r.policy_number as varchar(10))' },
    at: 'r.approved_at',
    type: 'policy.approved',
    and: `e.occurred_at = r.approved_at and ${BY_PERSON}`,
  },
  {
    kind: 'facts-proposal',
    table: 'facts_proposals',
    id: 'r.id',
    subject: { kind: 'facts-proposal', id: 'r.id', chatbot: 'r.chatbot' },
    at: 'r.proposed_at',
    type: 'chatbot.facts-proposed',
  },
  {
    // What rules are chosen by: the chatbot says that somebody accepted its facts.
    kind: 'facts-acceptance',
    table: 'chatbots',
    id: 'r.accepted_proposal',
    subject: {
      kind: 'facts-proposal',
      id: 'r.accepted_proposal',
      chatbot: 'r.name',
    },
    at: 'r.updated_at',
    where: 'r.accepted_proposal is not null',
    type: 'chatbot.facts-accepted',
  },
];

/**
 * Rows that a command would count and that no event tells of: how many, and the newest.
 *
 * @remarks
 * An event that waits for its number tells of its row, since both were committed together; one that was set aside does not.
 * Whether it is authentic is for commands and fsck to say.
 * Each row looks its event up by the index on subject and type: with `not exists`, PostgreSQL plans a join that takes minutes
 * where it has no statistics.
 */
export async function findUnprovenRows(
  db: Knex,
  limit: number,
): Promise<{ count: number; latest: UnprovenRow[] }> {
  const position = isPostgres(db) ? 'strpos' : 'instr';
  const rows: (UnprovenRow & { total: number | string })[] = await db
    .with(
      'unproven',
      db.raw(
        SOURCES.map(source => withoutEvent(source, position)).join(
          '\nunion all\n',
        ),
      ),
    )
    .from('unproven')
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit)
    .select('*', db.raw('count(*) over () as total'));
  return {
    count: Number(rows[0]?.total ?? 0),
    latest: rows.map(({ total: _, ...row }) => row),
  };
}

function withoutEvent(source: Source, position: string): string {
  const { kind, subject, named } = source;
  const conditions = [
    `e.subject_id = ${subject.id}`,
    `e.type = '${source.type}'`,
    'e.set_aside_at is null',
    ...(source.and ? [source.and] : []),
    // Events of version 0.1, which have no MAC, name no decision.
    ...(named
      ? [
          `(${position}(e.body, '"${named}":"' || r.id || '"') > 0${
            named === 'decisionId' ? ' or e.mac is null' : ''
          })`,
        ]
      : []),
  ];
  return `select '${kind}' as kind, ${source.id} as id,
      '${subject.kind}' as subject_kind, ${subject.id} as subject_id,
      ${subject.chatbot ?? 'null'} as chatbot, ${source.at} as at
    from ${source.table} r
    where ${source.where ?? '1 = 1'} and (
      select e.id from audit_events e where ${conditions.join(' and ')} limit 1
    ) is null`;
}
