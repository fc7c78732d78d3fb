import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { hashedFacts, STRICTEST_RISK_CLASS } from '../../records/chatbots';
import { eventsOf, Told } from './readLog';
import { Finding } from './Finding';
import { readChatbots, ChatbotRow } from '../../database/chatbots';
import {
  readPolicies,
  readPolicyApprovals,
  PolicyApprovalRow,
  PolicyRow,
} from '../../database/policies';
import { findLastOfType } from '../../database/recordEvents';
import { KeptTexts } from './KeptTexts';
import { Pseudonyms } from './Pseudonyms';

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
    const texts = await KeptTexts.read(knex, last ? [last] : []);
    if (!waiting && !(last && hasFacts(row, last, texts))) {
      findings.push({
        code: 'chatbot-facts',
        message: `Owner, risk class or repository of ${row.name} is not what the log says`,
      });
    }
  }
}

function hasFacts(
  row: ChatbotRow,
  event: StoredEvent<'chatbot.registered' | 'chatbot.facts-changed'>,
  texts: KeptTexts,
): boolean {
  // While nobody has accepted any, what was asked for stands beside, and the strictest class is in force.
  const isAccepted = row.accepted_proposal !== null;
  if (
    isAccepted
      ? row.registered_risk_class !== null
      : row.risk_class !== STRICTEST_RISK_CLASS
  ) {
    return false;
  }
  const expected = canonicalJson(
    hashedFacts({
      ...row,
      risk_class: row.registered_risk_class ?? row.risk_class,
    }),
  );
  if (event.type === 'chatbot.registered') {
    const { namespace, ...facts } = event.data;
    return (
      canonicalJson(facts) === expected &&
      namespace === row.namespace &&
      texts.holds(event, 'repositoryOwner', row.repository_owner_id) &&
      texts.holds(event, 'repositoryUrl', row.repository_url)
    );
  }
  return (
    canonicalJson(event.data.after) === expected &&
    texts.holds(event, 'repositoryOwnerAfter', row.repository_owner_id) &&
    texts.holds(event, 'repositoryUrlAfter', row.repository_url)
  );
}

type PolicyEvent = 'policy.proposed' | 'policy.approved' | 'policy.activated';

async function checkPolicies(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const rows = await readPolicies(knex);
  const approvals = await readPolicyApprovals(knex);
  const told = await eventsOf(knex, {
    size,
    kind: 'policy',
    types: ['policy.proposed', 'policy.approved', 'policy.activated'],
    ids: rows.map(({ number }) => String(number)),
  });
  // After the events: whoever stands in a row and an event by then is known by now.
  const pseudonyms = await Pseudonyms.read(knex);
  const stories = rows.map(row => ({ row, ...told(null, String(row.number)) }));
  for (const { row, events, waiting } of stories) {
    if (
      !waiting &&
      !(
        sha256Text(row.text) === row.digest &&
        isProposed(row, events, pseudonyms) &&
        isApproved(
          approvals.filter(one => one.policy_number === row.number),
          { row, events, pseudonyms },
        )
      )
    ) {
      findings.push({
        code: 'policy-changed',
        message: `Policy ${row.number} is not the text that the log says was proposed, or not by whom it was proposed and approved`,
      });
    }
  }
  if (stories.some(({ waiting }) => waiting)) {
    return;
  }
  const activated: EventType = 'policy.activated';
  const last = await findLastOfType(knex, activated, size);
  const active = rows.filter(({ state }) => state === 'active');
  if (
    active.length > 1 ||
    String(active[0]?.number) !== String(last?.subject_id) ||
    active[0]?.activated_at !== last?.occurred_at
  ) {
    findings.push({
      code: 'policy-changed',
      message: `Policy ${
        active.map(({ number }) => number).join(' and ') || 'none'
      } is in force, and the log says ${last?.subject_id ?? 'none'}`,
    });
  }
}

function isProposed(
  row: PolicyRow,
  events: Told<PolicyEvent>['events'],
  pseudonyms: Pseudonyms,
): boolean {
  const proposed = events.find(({ type }) => type === 'policy.proposed');
  return (
    proposed !== undefined &&
    proposed.data.digest === row.digest &&
    proposed.occurredAt === row.proposed_at &&
    pseudonyms.areSame(
      personOf(proposed).map(person => [person, '']),
      row.proposed_by ? [[row.proposed_by, '']] : [],
    )
  );
}

function isApproved(
  approvals: readonly PolicyApprovalRow[],
  {
    row,
    events,
    pseudonyms,
  }: {
    row: PolicyRow;
    events: Told<PolicyEvent>['events'];
    pseudonyms: Pseudonyms;
  },
): boolean {
  const approved = events.filter(({ type }) => type === 'policy.approved');
  return (
    approved.every(({ data }) => data.digest === row.digest) &&
    pseudonyms.areSame(
      approved.flatMap(event =>
        personOf(event).map(person => [person, event.occurredAt] as const),
      ),
      approvals.map(one => [one.user_ref, one.approved_at]),
    )
  );
}

function personOf({ actor }: StoredEvent): string[] {
  return actor.kind === 'user' ? [actor.pseudonym] : [];
}
