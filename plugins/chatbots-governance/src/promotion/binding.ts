import type { JsonObject } from '@backstage/types';
import type { VoidReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { PromotionBinding } from './PromotionBinding';

/**
 * Exactly the frozen facts, ready for canonical hashing: the same facts give the same object whatever order the evaluations
 * came in, and no other property of the argument gets in.
 *
 * @public
 */
export function bindingInput(binding: PromotionBinding): JsonObject {
  const answers = sortedAnswers(binding);
  return {
    chatbot: binding.chatbot,
    digest: binding.digest,
    version: binding.version,
    stage: binding.stage,
    ...(binding.replaces === undefined ? {} : { replaces: binding.replaces }),
    evaluations: sortedEvaluations(binding),
    ...(answers.length > 0 ? { answers } : {}),
    owner: binding.owner,
    riskClass: binding.riskClass,
    repositoryId: binding.repositoryId,
    rulesDigest: binding.rulesDigest,
  };
}

/**
 * Why decisions bound to `frozen` are void now that the facts are `current`; empty while they still hold.
 *
 * @remarks
 * Chatbot, stage and version name are part of a promotion's identity and never change under it. Should they differ all the
 * same, the digest's reason is given rather than none.
 *
 * @public
 */
export function diffBinding(
  frozen: PromotionBinding,
  current: PromotionBinding,
): VoidReason[] {
  const reasons: VoidReason[] = [];
  if (
    frozen.digest !== current.digest ||
    frozen.version !== current.version ||
    frozen.chatbot !== current.chatbot ||
    frozen.stage !== current.stage
  ) {
    reasons.push('digest-changed');
  }
  if (frozen.replaces !== current.replaces) {
    reasons.push('replaces-changed');
  }
  if (
    JSON.stringify(sortedEvaluations(frozen)) !==
    JSON.stringify(sortedEvaluations(current))
  ) {
    reasons.push('evaluations-changed');
  }
  if (
    JSON.stringify(sortedAnswers(frozen)) !==
    JSON.stringify(sortedAnswers(current))
  ) {
    reasons.push('answers-changed');
  }
  if (frozen.owner !== current.owner) {
    reasons.push('owner-changed');
  }
  if (frozen.riskClass !== current.riskClass) {
    reasons.push('risk-class-changed');
  }
  if (frozen.repositoryId !== current.repositoryId) {
    reasons.push('repository-changed');
  }
  if (frozen.rulesDigest !== current.rulesDigest) {
    reasons.push('rules-changed');
  }
  return reasons;
}

/** By code unit, as RFC 8785 orders: a locale would order differently on another machine. */
function sortedEvaluations({
  evaluations,
}: PromotionBinding): { id: string; digest: string }[] {
  return evaluations
    .map(({ id, digest }) => ({ id, digest }))
    .sort(
      (a, b) =>
        compareCodeUnits(a.id, b.id) || compareCodeUnits(a.digest, b.digest),
    );
}

function sortedAnswers({
  answers = [],
}: PromotionBinding): { id: string; system: string; digest: string }[] {
  return answers
    .map(({ id, system, digest }) => ({ id, system, digest }))
    .sort((a, b) => compareCodeUnits(a.id, b.id));
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
