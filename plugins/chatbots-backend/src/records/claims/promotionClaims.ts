import {
  bindingInput,
  ModelVersionBundle,
  modelVersionDigest,
  rulesDigestInput,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256, sha256Text } from '@chatbot-portal/transparency-log/node';
import { fromJson } from '../../database/json';
import { ModelVersionRow } from '../../database/modelVersions';
import { DecisionRow } from '../../database/decisions';
import { PermitRow } from '../../database/permits';
import { contributorFacts, PromotionRecord } from '../promotions';
import { isTakenBack, isTold, personOf, tells } from '../toldFacts';
import { Claim, ClaimSubject, Testimony } from './Claim';

/** Events after which a promotion releases nothing any more. */
const ENDED: readonly EventType[] = [
  'promotion.withdrawn',
  'promotion.rejected',
  'promotion.expired',
  'promotion.void',
  'promotion.superseded',
  'promotion.deploying',
];

/** Types of the events that bear out a promotion and the decisions on it. */
export const PROMOTION_EVIDENCE: readonly EventType[] = [
  'promotion.requested',
  'promotion.rebound',
  'promotion.reopened',
  'promotion.approved',
  'promotion.decided',
  'promotion.decision-withdrawn',
  'promotion.released',
  ...ENDED,
];

/**
 * Claims that a promotion has not ended, that it waits as long as its row says, and that decisions are bound to what the row
 * holds. Compares no people: a promotion ends, too, whose people were erased.
 */
export function openPromotionClaim(promotion: PromotionRecord): Claim {
  const { row } = promotion;
  const subject = subjectOf(promotion);
  return {
    what: `promotion ${row.id}`,
    subject,
    people: [],
    holds(testimony) {
      const events = testimony.of(subject);
      const requested = events.find(isOf('promotion.requested'));
      return (
        !testimony.isTampered(subject) &&
        !events.some(({ type }) => ENDED.includes(type)) &&
        requested !== undefined &&
        requested.data.version === row.version &&
        requested.data.digest === row.digest &&
        requested.data.stage === row.stage &&
        requested.data.strategy === row.strategy &&
        isTold(requested, 'versionId', row.version_id) &&
        hasExpiry(row.expires_at, events) &&
        isBound(promotion, events)
      );
    },
  };
}

/**
 * Claims that a promotion is open, and was requested by and counts as made by the people that its row names.
 *
 * @param permit - the permit that was issued; no permit may have been issued without one
 */
export function promotionClaim(
  promotion: PromotionRecord,
  permit?: PermitRow,
): Claim {
  const { requesters, contributors } = promotion;
  const facts = contributorFacts(contributors);
  const open = openPromotionClaim(promotion);
  return {
    ...open,
    people: [...requesters, ...facts.users],
    holds(testimony) {
      const events = testimony.of(open.subject);
      const requested = events.find(isOf('promotion.requested'));
      return (
        open.holds(testimony) &&
        requested !== undefined &&
        requested.data.contributors.unmapped === facts.data.unmapped &&
        requested.data.contributors.unreported === facts.data.unreported &&
        areSame(requested.people.requesters, requesters, testimony) &&
        areSame(requested.people.contributors, facts.users, testimony) &&
        isReleasedBy(permit, events)
      );
    },
  };
}

/** Claims that a permit was consumed by the run, and for the deployment, that its row says. */
export function consumptionClaim(
  promotion: PromotionRecord,
  permit: PermitRow,
): Claim {
  const subject = subjectOf(promotion);
  return {
    what: `the use of permit ${permit.id}`,
    subject,
    people: [],
    texts: ['idempotencyKey'],
    holds: testimony =>
      testimony
        .of(subject)
        .filter(isOf('promotion.deploying'))
        .some(
          event =>
            event.data.permitId === permit.id &&
            event.data.deploymentId === permit.deployment_id &&
            event.occurredAt === permit.consumed_at &&
            (!tells(event, 'idempotencyKey') ||
              testimony.holdsText(
                event,
                'idempotencyKey',
                permit.idempotency_key ?? undefined,
              )),
        ),
  };
}

/** Claims that a version's bundle, artifacts and all, is the one that the promotion names by its digest. */
export function bundleClaim(
  promotion: PromotionRecord,
  version: ModelVersionRow,
): Claim {
  return {
    what: `version ${version.id}`,
    subject: subjectOf(promotion),
    people: [],
    holds: () => digestOf(version) === promotion.row.digest,
  };
}

/** Undefined for what is no bundle any more. */
function digestOf({ bundle }: ModelVersionRow): string | undefined {
  try {
    return modelVersionDigest(fromJson<ModelVersionBundle>(bundle), sha256);
  } catch {
    return undefined;
  }
}

/** Claims that each decision was made by its person, on this promotion, and was not taken back. */
export function decisionClaims(
  promotion: PromotionRecord,
  decisions: readonly DecisionRow[],
): Claim[] {
  const { row } = promotion;
  const subject = subjectOf(promotion);
  return decisions.map(decision => ({
    what: `decision ${decision.id}`,
    subject,
    people: [decision.user_ref],
    holds(testimony) {
      const person = testimony.pseudonymOf(decision.user_ref);
      const events = testimony.of(subject);
      const at = events.findIndex(
        event =>
          event.type === 'promotion.decided' &&
          person !== undefined &&
          personOf(event) === person &&
          isTold(event, 'decisionId', decision.id) &&
          event.data.decision === decision.outcome &&
          event.data.bindingDigest === decision.binding_digest &&
          event.data.version === row.version &&
          event.data.digest === row.digest &&
          event.data.stage === row.stage &&
          event.occurredAt === decision.decided_at,
      );
      return at >= 0 && !isTakenBack(events, at, decision.id);
    },
  }));
}

/** Whether decisions are bound to the facts and rules that the row holds, and the log knows that binding. */
function isBound(
  { row, binding, rules }: PromotionRecord,
  events: readonly StoredEvent[],
): boolean {
  return (
    events.some(
      event =>
        (event.type === 'promotion.requested' ||
          event.type === 'promotion.rebound') &&
        event.data.bindingDigest === row.binding_digest,
    ) &&
    sha256Text(canonicalJson(bindingInput(binding))) === row.binding_digest &&
    sha256Text(canonicalJson(rulesDigestInput(rules))) ===
      binding.rulesDigest &&
    binding.chatbot === row.chatbot &&
    binding.version === row.version &&
    binding.digest === row.digest &&
    binding.stage === row.stage &&
    (binding.replaces ?? null) === row.replaces_digest
  );
}

/** Whether a column holds until when it waits, by the last event that moved this instant. */
function hasExpiry(column: string, events: readonly StoredEvent[]): boolean {
  const last = events.findLast(
    event =>
      event.type === 'promotion.requested' ||
      event.type === 'promotion.reopened' ||
      event.type === 'promotion.approved' ||
      event.type === 'promotion.released',
  );
  return last !== undefined && isTold(last, 'expiresAt', column);
}

/** Whether exactly this permit was issued. */
function isReleasedBy(
  permit: PermitRow | undefined,
  events: readonly StoredEvent[],
): boolean {
  const released = events.find(isOf('promotion.released'));
  if (!released || !permit) {
    return !released && !permit;
  }
  const { data } = released;
  return (
    data.permitId === permit.id &&
    data.keyId === permit.key_id &&
    data.expiresAt === permit.expires_at &&
    isTold(released, 'envelopeDigest', sha256Text(permit.envelope))
  );
}

/** Whether the log names the same people as a column. */
function areSame(
  pseudonyms: readonly string[],
  userRefs: readonly string[],
  testimony: Testimony,
): boolean {
  const named = userRefs.map(ref => testimony.pseudonymOf(ref) ?? '');
  return (
    JSON.stringify([...pseudonyms].sort()) === JSON.stringify(named.sort())
  );
}

function subjectOf({ row }: PromotionRecord): ClaimSubject {
  return { kind: 'promotion', chatbot: row.chatbot, id: row.id };
}

function isOf<T extends EventType>(type: T) {
  return (event: StoredEvent): event is StoredEvent<T> => event.type === type;
}
