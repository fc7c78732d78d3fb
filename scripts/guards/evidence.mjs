const BACKEND = 'plugins/chatbots-backend/src';
const CLAIMS = `${BACKEND}/records/claims`;
const EVIDENCE = `${BACKEND}/governance/evidence/evidence.test.ts`;
const POLICY = `${BACKEND}/governance/evidence/policyEvidence.test.ts`;
const SIGNED = `${BACKEND}/governance/evidence/signedEvidence.test.ts`;
const FORGED = `${BACKEND}/governance/facts/forgedAcceptance.test.ts`;
const CLAIMED = {
  test: `${CLAIMS}/factsClaims.test.ts`,
  title: 'do not hold facts that %s',
  file: `${CLAIMS}/factsClaims.ts`,
};
const VERIFIER = `${BACKEND}/governance/evidence/EvidenceVerifier.ts`;

/** Rows that count only with their events. */
export const guards = [
  {
    test: EVIDENCE,
    title: 'issues no permit for a decision without an event',
    file: VERIFIER,
    search: '...decisionClaims(promotion, decisions),',
    replace: '',
  },
  {
    test: `${BACKEND}/audit/status/unprovenRows.test.ts`,
    title: 'name what they belong to, newest first',
    file: `${BACKEND}/database/unprovenRows.ts`,
    search: "where: 'r.withdrawn_at is null',",
    replace: "where: '1 = 0',",
  },
  {
    test: `${BACKEND}/audit/fsck/records/checkRecords.test.ts`,
    title: 'holds facts, policies, versions, evaluations and stages to the log',
    file: `${BACKEND}/audit/fsck/runFsck.ts`,
    search: '  checkTokens,\n  checkVersions,\n',
    replace: '  checkTokens,\n',
  },
  {
    test: SIGNED,
    title: 'is no expiry of a promotion whose time was cut short',
    file: `${BACKEND}/governance/promotions/PromotionKeeper.ts`,
    search: 'await assertEndProven(evidence, work.db, locked);',
    replace: '',
  },
  {
    test: SIGNED,
    title: 'is no void, and no new binding, by a policy that was edited',
    file: `${BACKEND}/governance/promotions/PromotionKeeper.ts`,
    search: 'await assertEndProven(evidence, work.db, locked, snapshot);',
    replace: '',
  },
  {
    test: SIGNED,
    title: 'answers a repeated consumption only by what was recorded',
    file: `${BACKEND}/governance/permits/consumePermit.ts`,
    search: 'consumptionClaim(found.promotion, permit),',
    replace: '',
  },
  {
    test: EVIDENCE,
    title: 'counts no evaluation whose numbers were edited',
    file: VERIFIER,
    search: '...(await evaluationClaims(db, locked, snapshot)),',
    replace: '',
  },
  {
    test: EVIDENCE,
    title:
      'counts an evaluation with the reasons of its judge, and not while one is edited',
    file: `${BACKEND}/records/evaluationRows.ts`,
    search:
      '...(sample.reasons === null ? {} : { reasons: fromJson(sample.reasons) }),',
    replace: '',
  },
  {
    test: EVIDENCE,
    title: 'counts no evaluation that was moved to another version',
    file: VERIFIER,
    search: '...(await evaluationClaims(db, locked, snapshot)),',
    replace: '',
  },
  {
    test: EVIDENCE,
    title: 'counts no decision that was taken back, whatever its row says',
    file: `${CLAIMS}/promotionClaims.ts`,
    search: 'return at >= 0 && !isTakenBack(events, at, decision.id);',
    replace: 'return at >= 0;',
  },
  {
    test: EVIDENCE,
    title: 'releases nothing that has ended',
    file: `${CLAIMS}/promotionClaims.ts`,
    search: '!events.some(({ type }) => ENDED.includes(type)) &&',
    replace: '',
  },
  {
    test: POLICY,
    title: 'activates no policy by an approval without an event',
    file: `${BACKEND}/governance/policies/DefaultPolicyService.ts`,
    search: '...policyApprovalClaims(proposal, approvals),',
    replace: '',
  },
  {
    test: POLICY,
    title:
      'approves nothing by a policy that was edited, or is in force no more',
    file: `${CLAIMS}/policyClaims.ts`,
    search:
      '!testimony.activations.some(({ data }) => data.replaces === number),',
    replace: 'number > 0,',
  },
  {
    test: FORGED,
    title: 'release nothing, raise the alarm and are found by fsck: %s',
    file: `${CLAIMS}/factsClaims.ts`,
    search:
      '[last, acceptanceClaim(chatbot, chatbot.accepted_proposal, people)];',
    replace:
      '[last, acceptanceClaim(chatbot, chatbot.accepted_proposal, people)].slice(0, 1);',
  },
  {
    ...CLAIMED,
    search: 'proposer !== reviewer &&',
    replace: 'true &&',
  },
  {
    ...CLAIMED,
    search: 'isSame(accepted.data.facts, chatbot) &&',
    replace: 'true &&',
  },
  {
    ...CLAIMED,
    title: 'hold no class but the strictest while nobody has accepted one',
    search: '(isAccepted || chatbot.risk_class === STRICTEST_RISK_CLASS) &&',
    replace: 'true &&',
  },
  {
    ...CLAIMED,
    title: 'does not hold what %s',
    search: 'events.length === 1 &&',
    replace: 'events.length > 0 &&',
  },
  {
    test: `${BACKEND}/audit/fsck/records/checkFactsProposals.test.ts`,
    title:
      'finds what somebody accepted that they proposed, though rows and log agree',
    file: `${BACKEND}/audit/fsck/records/checkFactsProposals.ts`,
    search: 'actorsOf([proposed])[0] !== actorsOf([decided])[0] &&',
    replace: 'true &&',
  },
  {
    test: `${BACKEND}/router/registry/proposeFacts.test.ts`,
    title:
      'count where a reviewer accepts the class that was in force before anybody accepted one',
    file: `${BACKEND}/governance/facts/FactsService.ts`,
    search: '[before, askedFacts(before)]',
    replace: '[before]',
  },
  {
    test: FORGED,
    title: 'are not accepted from a row in which %s',
    file: `${BACKEND}/governance/facts/FactsService.ts`,
    search: '[proposalClaim(row)]',
    replace: '[]',
  },
  {
    test: `${BACKEND}/audit/oldLog.test.ts`,
    title: 'counts no old event that is not what was signed',
    file: `${BACKEND}/audit/evidence/LegacyProofs.ts`,
    search:
      'verifyInclusion({ ...checkpoint, leafHash, index, proof }, sha256);',
    replace: '',
  },
];
