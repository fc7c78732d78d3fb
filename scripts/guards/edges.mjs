const BACKEND = 'plugins/chatbots-backend/src';
const ATTACKS = `${BACKEND}/audit/anchor/anchorAttacks.test.ts`;
const RESTORED = `${BACKEND}/audit/continuation/restored.test.ts`;
const BODIES = `${BACKEND}/router/body/bodies.test.ts`;
const RUNS = `${BACKEND}/registry/identity/toVerifiedRun.test.ts`;
const COMPARE = `${BACKEND}/audit/anchor/compareAnchor.ts`;
const GUARD = `${BACKEND}/audit/anchor/LogGuard.ts`;

/** Where the portal meets anchors, backups, and whoever can reach it. */
export const guards = [
  {
    test: ATTACKS,
    title:
      'rows about checkpoints to come keep none from leaving, and 34 events erased after it are seen',
    file: COMPARE,
    search:
      "return { problem: size > logSize ? 'anchor-ahead' : 'anchor-differs' };",
    replace: 'return { size: logSize };',
  },
  {
    test: ATTACKS,
    title:
      'rows that say a checkpoint was just given make no anchor look fresh',
    file: COMPARE,
    search:
      'return { size, root, ...(newestEventAt ? { newestEventAt } : {}) };',
    replace: 'return { size, root, newestEventAt: new Date().toISOString() };',
  },
  {
    test: ATTACKS,
    title:
      'an anchor that is emptied while the portal is down raises the alarm and is not refilled, whatever rows are deleted',
    file: `${BACKEND}/audit/anchor/Anchorer.ts`,
    search: 'return (await history.hasHeld(id))',
    replace: "return (await history.hasHeld(''))",
  },
  {
    test: `${BACKEND}/audit/anchor/Anchorer.test.ts`,
    title: 'raises the alarm for a log that was cut behind its anchor',
    file: COMPARE,
    search:
      "return { problem: size > logSize ? 'anchor-ahead' : 'anchor-differs' };",
    replace: 'return { size: logSize };',
  },
  {
    test: RESTORED,
    title:
      'takes no write after a restart, serves reads, tells operators, and is not anchored',
    file: GUARD,
    search: '    if (behind) {\n',
    replace: '    if (behind && behind.anchoredSize < 0) {\n',
  },
  {
    test: RESTORED,
    title:
      'put back under two running replicas is written to by neither, and numbered by neither',
    file: GUARD,
    search:
      'noteLength(size: number): boolean {\n    const { held } = this;\n    if (held && size < held.size) {',
    replace:
      'noteLength(size: number): boolean {\n    const { held } = this;\n    if (held && size < 0) {',
  },
  {
    test: RESTORED,
    title:
      'is continued under a new name by an operator, keeps its numbers, and accounts for what was lost',
    file: `${BACKEND}/keys/EventKeys.ts`,
    search: ".update(`${this.origin}\\0${text}`, 'utf8')",
    replace: ".update(text, 'utf8')",
  },
  {
    test: RESTORED,
    title:
      'is told from the log of a replica that names it differently, before and after its first event',
    file: `${BACKEND}/audit/continuation/claimLogName.ts`,
    search: 'if (named !== origin) {',
    replace: "if (named === '') {",
  },
  {
    test: BODIES,
    title: 'parses nothing of four bodies of 5 MB that arrive from nobody',
    file: `${BACKEND}/router/body/addBodyReaders.ts`,
    search: 'const bytes = await readBytes(req, limit);',
    replace: 'const bytes = await readBytes(req, limit * 1_000_000);',
  },
  {
    test: BODIES,
    title: 'count inflated when they come by %s',
    file: `${BACKEND}/router/body/readBytes.ts`,
    search: 'return await getRawBody(req.pipe(inflater), { limit });',
    replace: 'return await getRawBody(req.pipe(inflater));',
  },
  {
    test: BODIES,
    title: 'are refused with 8,000 nested lists',
    file: `${BACKEND}/router/body/parseJson.ts`,
    search: 'if (depth > MAX_DEPTH) {',
    replace: 'if (depth < 0) {',
  },
  {
    test: `${BACKEND}/router/registry/exchangeLimits.test.ts`,
    title: 'verifies four at once, and tells two more when to come again',
    file: `${BACKEND}/registry/identity/IdentityTokenVerifier.ts`,
    search: 'if (this.#verifying >= MOST_AT_ONCE) {',
    replace: 'if (this.#verifying < 0) {',
  },
  {
    test: `${BACKEND}/router/registry/identityRuns.test.ts`,
    title: 'answers $label with $verdict',
    file: `${BACKEND}/registry/identity/assertRunAllowed.ts`,
    search:
      'if (allowedEvents && !allowedEvents.some(allowed => allowed === event)) {',
    replace: 'if (allowedEvents && allowedEvents.length < 0) {',
  },
  {
    test: RUNS,
    title: 'refuses the merge request of a fork, which runs in another project',
    file: `${BACKEND}/registry/identity/toVerifiedRun.ts`,
    search: 'if (runsIn !== undefined && runsIn !== id) {',
    replace: "if (runsIn !== undefined && runsIn === '') {",
  },
  {
    test: RUNS,
    title: 'takes no workflow file %s for the allowed one',
    file: `${BACKEND}/registry/identity/assertRunAllowed.ts`,
    search: 'if (allowedRefs && !matches(allowedRefs, file.ref)) {',
    replace: 'if (allowedRefs && allowedRefs.length < 0) {',
  },
  {
    test: `${BACKEND}/audit/oldLog.test.ts`,
    title:
      'lets nobody add by SQL what its origins did not say: fsck names the evaluation',
    file: `${BACKEND}/audit/fsck/records/KeptTexts.ts`,
    search: '(event.data.runEvent ?? null) === (runEvent ?? null) &&',
    replace: '',
  },
  {
    test: `${BACKEND}/governance/evidence/evidence.test.ts`,
    title: 'counts no evaluation whose origin was made to say %p',
    file: `${BACKEND}/records/originFacts.ts`,
    search: '(told.runEvent ?? null) === facts.runEvent &&',
    replace: '',
  },
  {
    test: `${BACKEND}/router/registry/openEvaluations.test.ts`,
    title:
      'records nothing of parts that whoever can write the database changed',
    file: `${BACKEND}/registry/evaluations/openEvaluation.ts`,
    search: 'if (!isVouched) {',
    replace: 'if (false) {',
  },
  {
    test: `${BACKEND}/router/registry/openEvaluations.test.ts`,
    title: 'has one origin: another run can neither add a part nor complete it',
    file: `${BACKEND}/registry/evaluations/EvaluationParts.ts`,
    search: 'assertOrigin(open, actor);',
    replace: '',
  },
];
