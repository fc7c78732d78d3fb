import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import {
  listApprovalsOf,
  PolicyApprovalRow,
  PolicyRow,
  readPolicies,
} from '../../../database/policies';
import { FsckContext } from '../FsckContext';
import { actorsOf, Pseudonyms } from './Pseudonyms';
import { holds, isTold } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

type PolicyEvent = StoredEvent<
  'policy.proposed' | 'policy.approved' | 'policy.activated'
>;

/** Compares every policy, who proposed and who approved it, and which one is in force, with the log. */
export async function checkPolicies(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('policies');
  // Numbers alone: whoever reads this could count a portal's policies.
  const states: { number: number; state: PolicyRow['state'] }[] = [];
  const activated = new Set<number>();
  const replaced = new Set<number>();
  let someWait = false;
  const differs = (number: number) =>
    findings.add({
      code: 'policy-changed',
      message: `Policy ${number} is not the text, in the state, or proposed and approved by whom the log says`,
    });
  for await (const rows of readPolicies(knex, PAGE)) {
    const numbers = rows.map(({ number }) => number);
    const approvals = await listApprovalsOf(knex, numbers);
    const told = await toldOf(context, {
      kind: 'policy',
      types: ['policy.proposed', 'policy.approved', 'policy.activated'],
      ids: numbers.map(String),
    });
    const stories = rows.map(row => ({
      row,
      ...told(null, String(row.number)),
    }));
    const pseudonyms = await Pseudonyms.read(knex, {
      refs: [
        ...rows.flatMap(row => row.proposed_by ?? []),
        ...approvals.map(one => one.user_ref),
      ],
      pseudonyms: actorsOf(stories.flatMap(({ events }) => events)),
    });
    for (const { row, events, waiting } of stories) {
      const activation = events.filter(isOf('policy.activated')).at(-1);
      someWait ||= waiting;
      states.push({ number: row.number, state: row.state });
      if (activation) {
        activated.add(row.number);
        replaced.add(activation.data.replaces ?? 0);
      }
      const own = approvals.filter(one => one.policy_number === row.number);
      if (
        !waiting &&
        !holds(
          () =>
            sha256Text(row.text) === row.digest &&
            isProposed(row, events, pseudonyms) &&
            isApproved(own, { row, events, pseudonyms }) &&
            (activation?.occurredAt ?? null) === row.activated_at &&
            (!activation || isTold(activation, 'digest', row.digest)) &&
            row.active_key === (row.state === 'active' ? 'active' : null),
        )
      ) {
        differs(row.number);
      }
    }
    progress.advance(rows.length);
  }
  if (someWait) {
    return;
  }
  for (const { number, state } of states) {
    const wasActive = replaced.has(number) ? 'retired' : 'active';
    if (state !== (activated.has(number) ? wasActive : 'proposed')) {
      differs(number);
    }
  }
}

function isProposed(
  row: PolicyRow,
  events: readonly PolicyEvent[],
  pseudonyms: Pseudonyms,
): boolean {
  const proposed = events.find(isOf('policy.proposed'));
  return (
    proposed !== undefined &&
    proposed.data.digest === row.digest &&
    proposed.occurredAt === row.proposed_at &&
    pseudonyms.areSame(
      actorsOf([proposed]).map(person => [person, '']),
      row.proposed_by ? [[row.proposed_by, '']] : [],
    )
  );
}

function isApproved(
  approvals: readonly PolicyApprovalRow[],
  told: {
    row: PolicyRow;
    events: readonly PolicyEvent[];
    pseudonyms: Pseudonyms;
  },
): boolean {
  const approved = told.events.filter(isOf('policy.approved'));
  return (
    approved.every(({ data }) => data.digest === told.row.digest) &&
    told.pseudonyms.areSame(
      approved.flatMap(event =>
        actorsOf([event]).map(person => [person, event.occurredAt] as const),
      ),
      approvals.map(one => [one.user_ref, one.approved_at]),
    )
  );
}

function isOf<T extends PolicyEvent['type']>(type: T) {
  return (event: PolicyEvent): event is PolicyEvent & StoredEvent<T> =>
    event.type === type;
}
