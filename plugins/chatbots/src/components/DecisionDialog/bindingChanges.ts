import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** What a reviewer would want to know has changed since the page was read. @internal */
export type BindingField =
  | 'digest'
  | 'stage'
  | 'replaces'
  | 'state'
  | 'owner'
  | 'riskClass'
  | 'repository'
  | 'policy'
  | 'evaluations'
  | 'check'
  | 'other';

/** One change, with both values where they can be read. @internal */
export interface BindingChange {
  field: BindingField;
  /** The check's title; the other fields are one each. */
  name?: string;
  before?: string;
  after?: string;
}

/**
 * Differences between the promotion that the reviewer read and the one that
 * stands now.
 *
 * The binding digest covers facts that the page does not show word for word;
 * when it changed and none of the visible facts did, that is said as `other`,
 * so a changed binding never yields an empty list.
 *
 * @internal
 */
export function bindingChanges(
  before: Api.PromotionDetail,
  after: Api.PromotionDetail,
): BindingChange[] {
  const changes: BindingChange[] = [];
  const facts: [BindingField, (detail: Api.PromotionDetail) => unknown][] = [
    ['digest', detail => detail.promotion.digest],
    ['stage', detail => detail.promotion.stage],
    ['replaces', detail => detail.promotion.replaces],
    ['owner', detail => detail.chatbot.owner],
    ['riskClass', detail => detail.chatbot.riskClass],
    [
      'repository',
      ({ chatbot: { repository } }) => `${repository.host} ${repository.id}`,
    ],
    ['policy', detail => detail.gate.policyNumber],
    ['evaluations', evaluationsOf],
  ];
  for (const [field, read] of facts) {
    const [old, current] = [textOf(read(before)), textOf(read(after))];
    if (old !== current) {
      changes.push({ field, before: old, after: current });
    }
  }
  if (
    changes.length === 0 &&
    before.promotion.bindingDigest !== after.promotion.bindingDigest
  ) {
    changes.push({ field: 'other' });
  }
  if (before.promotion.state !== after.promotion.state) {
    changes.push({
      field: 'state',
      before: before.promotion.state,
      after: after.promotion.state,
    });
  }
  return [...changes, ...checkChanges(before.gate, after.gate)];
}

function checkChanges(before: Api.Gate, after: Api.Gate): BindingChange[] {
  const outcomes = new Map(before.checks.map(check => [check.id, check]));
  const changes: BindingChange[] = [];
  for (const check of after.checks) {
    const old = outcomes.get(check.id);
    outcomes.delete(check.id);
    if (old?.outcome !== check.outcome) {
      changes.push({
        field: 'check',
        name: check.title,
        before: old?.outcome,
        after: check.outcome,
      });
    }
  }
  for (const gone of outcomes.values()) {
    changes.push({ field: 'check', name: gone.title, before: gone.outcome });
  }
  return changes;
}

function evaluationsOf(detail: Api.PromotionDetail): string | undefined {
  const ids = detail.gate.checks.flatMap(check => check.evaluationId ?? []);
  return [...new Set(ids)].sort().join(', ') || undefined;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
