const BACKEND = 'plugins/chatbots-backend/src';
const PERMITS = `${BACKEND}/governance/permits/permits.test.ts`;
const CONSUME = `${BACKEND}/governance/permits/consumePermit.ts`;
const TOKENS = `${BACKEND}/router/registry/pipelineCredentials.test.ts`;
const AUTHENTICATOR = `${BACKEND}/registry/tokens/DatabasePipelineAuthenticator.ts`;

/** What releases a version, and who reports. */
export const guards = [
  {
    test: 'plugins/chatbots-governance/src/checks/judgedEvidence.test.ts',
    title: 'keeps a language model’s word when a stand-in reports after it',
    file: 'plugins/chatbots-governance/src/checks/judgedEvidence.ts',
    search: 'evaluations.filter(one => isAskedOf(check, one)),',
    replace: 'evaluations,',
  },
  {
    test: 'plugins/chatbots-governance/src/policy/findUncoveredJudges.test.ts',
    title: 'is refused where %s',
    file: 'plugins/chatbots-governance/src/policy/findPolicyProblems.ts',
    search: '...findUncoveredJudges(rules, at, checks)',
    replace: '',
  },
  {
    test: 'plugins/chatbots-governance/src/checks/visibleText.test.ts',
    title: 'fails a prompt like %s and names what it found',
    file: 'plugins/chatbots-governance/src/checks/visibleTextCheck.ts',
    search: 'if (found.length > 0) {',
    replace: 'if (found.length < 0) {',
  },
  {
    test: 'plugins/chatbots-governance/src/checks/visibleText.test.ts',
    title:
      'names what parameters, their names and the model card hide, by where they stand',
    file: 'plugins/chatbots-governance/src/checks/visibleTextCheck.ts',
    search: '    ...texts,',
    replace: '',
  },
  {
    test: `${BACKEND}/governance/gates/DefaultGateService.test.ts`,
    title:
      'fails a version whose prompt hides characters, and can’t tell of a text that was changed by SQL',
    file: `${BACKEND}/governance/gates/evaluateGates.ts`,
    search: 'sha256Text(text) === digest',
    replace: "sha256Text(text) !== ''",
  },
  {
    test: 'plugins/chatbots/src/components/shared/LongText.test.tsx',
    title:
      'isolates the direction of what somebody wrote, and marks what would reorder it',
    file: 'plugins/chatbots/src/components/text/Written.tsx',
    search: 'kinds={INVISIBLE_KINDS}',
    replace: 'kinds={[]}',
  },
  {
    test: `${BACKEND}/governance/release.test.ts`,
    title: 'refuses a decision on something else than what was seen',
    file: `${BACKEND}/governance/promotions/decidePromotion.ts`,
    search: 'if (options.bindingDigest !== promotion.row.binding_digest) {',
    replace: "if (options.bindingDigest === '') {",
  },
  {
    test: PERMITS,
    title: 'are used once',
    file: CONSUME,
    search: 'if (permit.consumed_at !== null) {',
    replace: 'if (permit.consumed_at === undefined) {',
  },
  {
    test: PERMITS,
    title: 'release one digest and no other',
    file: CONSUME,
    search: 'if (digest !== found.version.digest) {',
    replace: "if (digest === '') {",
  },
  {
    test: PERMITS,
    title: 'expire',
    file: CONSUME,
    search: 'const expired = permit.expires_at <= work.now;',
    replace: 'const expired = false;',
  },
  {
    test: PERMITS,
    title: 'are for the own pipeline only',
    file: `${BACKEND}/records/promotions.ts`,
    search: 'if (actor.chatbot !== chatbot) {',
    replace: "if (actor.chatbot === '') {",
  },
  {
    test: TOKENS,
    title: 'that have expired are refused',
    file: AUTHENTICATOR,
    search: 'if (row.expires_at <= toInstant(now)) {',
    replace: "if (row.expires_at === '') {",
  },
  {
    test: TOKENS,
    title: 'that were revoked are refused, and by name of the purpose at once',
    file: AUTHENTICATOR,
    search: 'if (row.revoked_at !== null) {',
    replace: 'if (row.revoked_at === undefined) {',
  },
  {
    test: TOKENS,
    title: 'are kept as hashes, and their values nowhere',
    file: `${BACKEND}/registry/tokens/tokenValue.ts`,
    search: "return createHash('sha256').update(value, 'utf8').digest('hex');",
    replace: 'return value || createHash.name;',
  },
  {
    test: `${BACKEND}/governance/release.test.ts`,
    title: 'counts two reviewers at the same moment once each',
    file: 'plugins/chatbots-governance/src/promotion/mayDecide.ts',
    search:
      'decision.withdrawnAt === undefined && sameRef(decision.user, user),',
    replace:
      "decision.withdrawnAt === undefined && sameRef(decision.user, ''),",
    // The unique constraint alone would hold.
    also: [
      {
        file: `${BACKEND}/governance/promotions/decidePromotion.ts`,
        search: 'JSON.stringify([promotionId, userRef.toLowerCase(), digest]),',
        replace:
          'randomUUID() || JSON.stringify([promotionId, userRef, digest]),',
      },
    ],
  },
  {
    test: `${BACKEND}/governance/permits/signedAhead.test.ts`,
    title: 'are dropped, and another one is signed that says what is true',
    file: `${BACKEND}/governance/permits/issuePermit.ts`,
    search:
      'if (!ahead || !saysNow(ahead, locked, dependencies.portal, work.now)) {',
    replace: 'if (!ahead || !saysNow) {',
  },
];
