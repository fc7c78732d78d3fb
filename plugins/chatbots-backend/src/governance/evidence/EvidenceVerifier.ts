import {
  isErrorWithReason,
  errorWithReason,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { CheckRun } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { listSamplesOf } from '../../database/evaluationSamples';
import { DecisionRow } from '../../database/decisions';
import { PermitRow } from '../../database/permits';
import { answersClaim } from '../../records/claims/answerClaims';
import { Claim } from '../../records/claims/Claim';
import { factsClaims } from '../../records/claims/factsClaims';
import { evaluationClaim } from '../../records/claims/evaluationClaims';
import { policyInForceClaim } from '../../records/claims/policyClaims';
import {
  bundleClaim,
  decisionClaims,
  openPromotionClaim,
  promotionClaim,
} from '../../records/claims/promotionClaims';
import { LockedPromotion } from '../../records/promotions';
import { ActivePolicy } from '../policies/activePolicy';
import { PromotionSnapshot, CurrentSnapshot } from '../promotions/takeSnapshot';

/** Checks that rows are what the portal recorded. The audit log answers. */
export interface EvidenceVerifier {
  /** Names the claims that no authentic event bears out. */
  unproven(db: Knex, claims: readonly Claim[]): Promise<string[]>;
  /** Tells of them, after their command was refused. Never throws. */
  raise(unproven: readonly string[]): Promise<void>;
}

/** What commands decide by: the log that bears rows out, and the checks that read them. */
export interface Evidence extends EvidenceVerifier {
  readonly run: CheckRun;
}

/** Throws `evidence-not-authenticated` where an authentic event is missing for what is counted. */
export async function assertProven(
  verifier: EvidenceVerifier,
  db: Knex,
  claims: readonly Claim[],
): Promise<void> {
  const unproven = await verifier.unproven(db, claims);
  if (unproven.length > 0) {
    throw errorWithReason(
      'evidence-not-authenticated',
      `The audit log does not bear out ${unproven.join(', ')}`,
      { details: { unproven } },
    );
  }
}

/** Runs a command, and raises the alarm once it was refused for what is not authentic. */
export async function withAlarm<T>(
  verifier: EvidenceVerifier,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isErrorWithReason(error, 'evidence-not-authenticated')) {
      const { unproven } = error.details ?? {};
      await verifier.raise(Array.isArray(unproven) ? unproven.map(String) : []);
    }
    throw error;
  }
}

/** What approving, releasing and deploying a promotion counts. */
export interface CountedRelease {
  snapshot: CurrentSnapshot;
  decisions: readonly DecisionRow[];
  permit?: PermitRow;
}

/** Throws `evidence-not-authenticated` unless the log bears out everything that a promotion rests on. */
export async function assertReleaseProven(
  verifier: EvidenceVerifier,
  db: Knex,
  locked: LockedPromotion,
  { snapshot, decisions, permit }: CountedRelease,
): Promise<void> {
  const { chatbot, promotion, version } = locked;
  await assertProven(verifier, db, [
    policyInForceClaim(snapshot.policy),
    ...factsClaims(chatbot),
    promotionClaim(promotion, permit),
    bundleClaim(promotion, version),
    ...decisionClaims(promotion, decisions),
    ...(await evaluationClaims(db, locked, snapshot)),
    ...answerClaims(locked, snapshot),
  ]);
}

/**
 * Throws `evidence-not-authenticated` unless the log bears out what expires, is void or is bound anew.
 *
 * @param rests - the policy that this follows from, and the facts; nothing where time alone ends it
 */
export async function assertEndProven(
  verifier: EvidenceVerifier,
  db: Knex,
  locked: LockedPromotion,
  rests?: { policy: ActivePolicy } & Partial<PromotionSnapshot>,
): Promise<void> {
  const { gate, binding, answers, askedDigest } = rests ?? {};
  await assertProven(verifier, db, [
    openPromotionClaim(locked.promotion),
    ...(rests
      ? [policyInForceClaim(rests.policy), ...factsClaims(locked.chatbot)]
      : []),
    ...(gate && binding
      ? await evaluationClaims(db, locked, { gate, binding })
      : []),
    ...(askedDigest ? answerClaims(locked, { answers, askedDigest }) : []),
  ]);
}

/** Claims what outside systems answered, where a rule looks at it. */
function answerClaims(
  { promotion: { row } }: LockedPromotion,
  { answers, askedDigest }: Pick<PromotionSnapshot, 'answers' | 'askedDigest'>,
): Claim[] {
  return answers
    ? [
        answersClaim({
          promotionId: row.id,
          chatbot: row.chatbot,
          askedDigest,
          rows: answers,
        }),
      ]
    : [];
}

/** Claims that every evaluation of the version, and of the one it replaces, was reported. */
async function evaluationClaims(
  db: Knex,
  { version }: LockedPromotion,
  snapshot: Pick<PromotionSnapshot, 'gate' | 'binding'>,
): Promise<Claim[]> {
  const { baseline, evaluations } = snapshot.gate;
  const counted = snapshot.binding.evaluations.flatMap(
    ({ id }) => evaluations.get(id) ?? [],
  );
  const samples = await listSamplesOf(
    db,
    counted.flatMap(({ evidence }) => (evidence.hasSamples ? evidence.id : [])),
  );
  return counted.map(({ evidence, versionId }) =>
    evaluationClaim({
      evidence,
      samples: samples.filter(one => one.evaluation_id === evidence.id),
      version:
        versionId === version.id || !baseline
          ? version
          : { ...baseline, id: baseline.version_id },
    }),
  );
}
