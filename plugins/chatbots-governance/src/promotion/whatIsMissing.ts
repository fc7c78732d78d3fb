import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { SeparationOfDuties } from '../policy';
import { Contributor } from './Contributor';
import { shortName, unmappedContributors } from './separationOfDuties';

/**
 * One thing that an open promotion waits for, and at whom.
 *
 * @public
 */
export type PromotionNeed = Api.PromotionNeed;

/**
 * What is known of a promotion.
 *
 * @public
 */
export interface PromotionFacts {
  /** Where it stands. */
  state: PromotionState;
  /** How far each approval rule is. */
  approvals: readonly Api.ApprovalRuleStatus[];
  /** Checks of its gate as they were evaluated last. */
  checks: readonly Api.Check[];
  /** Whose independence the policy asks for. */
  separationOfDuties: SeparationOfDuties;
  /** Those behind its commits. */
  contributors: readonly Contributor[];
  /** Since when it waits for what it waits for, in RFC 3339. */
  waitingSince: string;
}

/**
 * What an open promotion waits for.
 *
 * @public
 */
export interface Missing {
  /** In the order in which they matter; nothing once it has ended. */
  needs: PromotionNeed[];
  /** Since when, in RFC 3339; absent once it has ended. */
  waitingSince?: string;
  /** Whether a pipeline that is to report has been silent for too long. */
  stuck: boolean;
}

/**
 * Says what an open promotion still needs, since when it waits, and whether it is stuck. Every page, list and notification asks
 * this, so that they say the same.
 *
 * @param options - `now` is the instant to look from, `silenceMs` for how long a rollout may say nothing, in milliseconds
 *
 * @public
 */
export function whatIsMissing(
  facts: PromotionFacts,
  options: { now: Date; silenceMs: number },
): Missing {
  const { state, waitingSince } = facts;
  const needs = needsOf(facts);
  if (needs.length === 0) {
    return { needs, stuck: false };
  }
  const silentFor = options.now.getTime() - Date.parse(waitingSince);
  return {
    needs,
    waitingSince,
    stuck: isRollingOut(state) && silentFor >= options.silenceMs,
  };
}

/**
 * Whether a pipeline has fetched the permit and is to report next: in these states a silence is a sign that it died.
 *
 * @public
 */
export function isRollingOut(state: PromotionState): boolean {
  return state === 'released' || state === 'deploying';
}

/**
 * Whether a check stands in the way of a promotion.
 *
 * @public
 */
export function standsInTheWay(
  check: Pick<Api.Check, 'blocking' | 'outcome'>,
): boolean {
  return (
    check.blocking &&
    (check.outcome === 'fail' || check.outcome === 'inconclusive')
  );
}

function needsOf(facts: PromotionFacts): PromotionNeed[] {
  switch (facts.state) {
    case 'requested':
      return needsOfRequest(facts);
    case 'approved':
      return [{ kind: 'workflow' }];
    case 'released':
      return [{ kind: 'rollout' }];
    case 'deploying':
      return [{ kind: 'report' }];
    default:
      return [];
  }
}

function needsOfRequest(facts: PromotionFacts): PromotionNeed[] {
  const { approvals, checks, separationOfDuties, contributors } = facts;
  const unmapped = unmappedContributors(separationOfDuties, contributors);
  const needs: PromotionNeed[] = [
    ...peopleNeeded(approvals, unmapped.length),
    ...checks
      .filter(standsInTheWay)
      .map(({ title, reason }) => ({ kind: 'check' as const, title, reason })),
  ];
  return needs.length > 0 ? needs : [{ kind: 'approval' }];
}

/** What people still owe: approvals by group, and accounts of contributors. @internal */
export function peopleNeeded(
  approvals: readonly Api.ApprovalRuleStatus[],
  unmapped: number,
): PromotionNeed[] {
  return [
    ...approvals
      .filter(({ have, needed }) => have < needed)
      .map(({ have, needed, group }) => ({
        kind: 'approvals' as const,
        count: needed - have,
        have,
        group,
      })),
    ...(unmapped > 0
      ? [{ kind: 'contributors' as const, count: unmapped }]
      : []),
  ];
}

/**
 * What a promotion needs, as a clause for a notification or a program. Pages have words of their own.
 *
 * @param nameOf - what people call a group; by default the name in its ref
 *
 * @public
 */
export function describeNeed(
  need: PromotionNeed,
  nameOf: (groupRef: string) => string = shortName,
): string {
  const { count = 0, have = 0, group = '' } = need;
  switch (need.kind) {
    case 'approvals':
      return `${count}${have > 0 ? ' more' : ''} ${
        count === 1 ? 'approval' : 'approvals'
      } from ${nameOf(group)}`;
    case 'contributors':
      return `a catalog user for ${count} ${
        count === 1 ? 'contributor' : 'contributors'
      }`;
    case 'check':
      return need.reason ?? need.title ?? 'a check';
    case 'approval':
      return 'the portal to approve it: everything is in place';
    case 'workflow':
      return 'its deploy workflow to fetch the permit';
    case 'rollout':
      return 'the deploy job to start the rollout';
    case 'report':
      return 'the next report of the rollout';
    default:
      return '';
  }
}
