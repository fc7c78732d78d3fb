import { AuditEventBody } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { hashedFacts } from '../../records/chatbots';
import { eventsOf } from './readLog';
import { Finding } from './Finding';
import { readChatbots } from '../../database/chatbots';
import { readPolicies } from '../../database/policies';

/** Compares what decisions are bound to with the log: the facts of every chatbot, and the policy in force. */
export async function checkFacts(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  await checkChatbots(knex, size, findings);
  await checkPolicies(knex, size, findings);
}

async function checkChatbots(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const rows = await readChatbots(knex);
  const told = await eventsOf(knex, {
    size,
    kind: 'chatbot',
    types: ['chatbot.registered', 'chatbot.facts-changed'],
    ids: rows.map(({ name }) => name),
  });
  for (const row of rows) {
    const { events, waiting } = told(row.name, row.name);
    const last = events.at(-1);
    const { namespace: _namespace, ...registered } = last?.data ?? {};
    const isChange = last?.type === 'chatbot.facts-changed';
    const facts = isChange ? last.data.after : registered;
    const owner = isChange ? 'repositoryOwnerAfter' : 'repositoryOwner';
    if (
      !waiting &&
      !(
        isSame(facts, hashedFacts(row)) &&
        (await isText(knex, row.repository_owner_id, {
          event: last,
          field: owner,
        }))
      )
    ) {
      findings.push({
        code: 'chatbot-facts',
        message: `Owner, risk class or repository of ${row.name} is not what the log says`,
      });
    }
  }
}

/** Names of people stand beside the hashed facts, under the same keys. */
function isSame(facts: unknown, expected: object): boolean {
  if (typeof facts !== 'object' || facts === null) {
    return false;
  }
  const {
    people: _people,
    texts: _texts,
    ...hashed
  } = facts as {
    people?: unknown;
    texts?: unknown;
  };
  return canonicalJson(hashed) === canonicalJson(expected);
}

/** Whether a column holds what an event committed to. Once the text was erased, only that there was one can be told. */
async function isText(
  knex: Knex,
  value: string | null,
  { event, field }: { event?: AuditEventBody; field: string },
): Promise<boolean> {
  if (!event?.data.texts?.[field]) {
    return value === null;
  }
  const kept = await knex('audit_texts')
    .where({ event_id: event.eventId, field })
    .first();
  return kept ? kept.text === value : value !== null;
}

async function checkPolicies(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const rows = await readPolicies(knex);
  const told = await eventsOf(knex, {
    size,
    kind: 'policy',
    types: ['policy.proposed', 'policy.activated'],
    ids: rows.map(({ number }) => String(number)),
  });
  const stories = rows.map(row => ({ row, ...told(null, String(row.number)) }));
  for (const { row, events, waiting } of stories) {
    const proposed = events.find(({ type }) => type === 'policy.proposed');
    if (
      !waiting &&
      !(
        sha256Text(row.text) === row.digest &&
        proposed?.data.digest === row.digest
      )
    ) {
      findings.push({
        code: 'policy-changed',
        message: `Policy ${row.number} is not the text that the log says was proposed`,
      });
    }
  }
  if (stories.some(({ waiting }) => waiting)) {
    return;
  }
  const last = await knex('audit_events')
    .where({ type: 'policy.activated' })
    .where('sequence', '<', size)
    .orderBy('sequence', 'desc')
    .first('subject_id');
  const active = rows.filter(({ state }) => state === 'active');
  if (
    active.length > 1 ||
    String(active[0]?.number) !== String(last?.subject_id)
  ) {
    findings.push({
      code: 'policy-changed',
      message: `Policy ${
        active.map(({ number }) => number).join(' and ') || 'none'
      } is in force, and the log says ${last?.subject_id ?? 'none'}`,
    });
  }
}
