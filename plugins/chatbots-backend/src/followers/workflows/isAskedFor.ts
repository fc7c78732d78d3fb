import { Knex } from 'knex';
import { listEventsOf } from '../../database/recordEvents';
import { WorkflowDispatchRow } from '../../database/workflowDispatches';
import { EventKeys } from '../../keys';
import { readFollowed } from '../readFollowed';

/**
 * Whether authentic events of the log tell that a workflow was asked for, and that its promotion was approved.
 *
 * @returns `unnumbered` while the sequencer has not seen the request yet, `forged` when the portal did not write it
 */
export async function isAskedFor(
  options: { knex: Knex; eventKeys: EventKeys },
  row: WorkflowDispatchRow,
): Promise<'yes' | 'unnumbered' | 'forged'> {
  const events = await listEventsOf(
    options.knex,
    { kind: 'promotion', ids: [row.promotion_id] },
    ['promotion.workflow-requested', 'promotion.approved'],
  );
  const told = events.flatMap(one => {
    if (one.sequence === null) {
      return [];
    }
    const read = readFollowed(one, options.eventKeys);
    return 'event' in read ? [read.event] : [];
  });
  const isRequested = told.some(
    event =>
      event.type === 'promotion.workflow-requested' &&
      event.data.dispatchId === row.id &&
      event.data.attempt === row.attempt &&
      event.data.approvalId === row.approval_id,
  );
  if (isRequested && told.some(({ type }) => type === 'promotion.approved')) {
    return 'yes';
  }
  return events.some(({ sequence }) => sequence === null)
    ? 'unnumbered'
    : 'forged';
}
