const BACKEND = 'plugins/chatbots-backend/src';
const RULES = 'plugins/chatbots-governance/src';
const WEBHOOKS = `${BACKEND}/followers/sinks/webhooks`;
const EXTERNAL = `${BACKEND}/governance/external/external.test.ts`;
const GITEA = 'plugins/chatbots-backend-module-gitea/src';

/** What comes from outside the portal, and what leaves it. */
export const guards = [
  {
    test: `${RULES}/checks/defaultPolicy.test.ts`,
    title: 'keeps a version out of staging whose %s is bad or missing',
    file: 'examples/policies/default.yaml',
    search:
      '        metric: injection_resistance\n        min: 0.9\n        minimumSamples: 5\n      - id: golden-age',
    replace:
      '        metric: injection_resistance\n        min: 0\n        minimumSamples: 5\n      - id: golden-age',
  },
  {
    test: `${WEBHOOKS}/sendWebhook.test.ts`,
    title: 'signs a request that the library of receivers verifies',
    file: `${WEBHOOKS}/sendWebhook.ts`,
    search: '...signWebhook(secret, message),',
    replace: "...signWebhook(secret, { ...message, body: '' }),",
  },
  {
    test: `${WEBHOOKS}/sendWebhook.test.ts`,
    title: 'sends nothing when it resolves to an address that is %s',
    file: `${WEBHOOKS}/addresses.ts`,
    search:
      "return range === 'unicast' || allowed.some(one => isIn(address, one));",
    replace:
      'return range !== undefined || allowed.some(one => isIn(address, one));',
  },
  {
    test: `${WEBHOOKS}/sendWebhook.test.ts`,
    title: 'waits for an answer no longer than it may',
    file: `${WEBHOOKS}/sendWebhook.ts`,
    search: 'AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)',
    replace: 'AbortSignal.timeout(TIMEOUT_MS)',
  },
  {
    test: `${WEBHOOKS}/sendWebhook.test.ts`,
    title: 'reads no more than the beginning of an answer',
    file: `${WEBHOOKS}/sendWebhook.ts`,
    search: 'if (bytes > ANSWER_BYTES) {',
    replace: 'if (bytes < 0) {',
  },
  {
    test: `${WEBHOOKS}/WebhookRelay.test.ts`,
    title:
      'send nothing that the portal did not write, nor what the target does not get',
    file: `${WEBHOOKS}/WebhookRelay.ts`,
    search: 'return (await isFor(this.#knex, this.#target, event))',
    replace: 'return event',
  },
  {
    test: `${WEBHOOKS}/WebhookRelay.test.ts`,
    title:
      'send nothing that the portal did not write, nor what the target does not get',
    file: `${BACKEND}/followers/readFollowed.ts`,
    search: 'if (problem) {',
    replace: 'if (problem && keys === undefined) {',
  },
  {
    test: `${BACKEND}/followers/sinks/personalData.test.ts`,
    title: 'names no person and holds no text, whatever the type of event',
    file: `${BACKEND}/followers/sinks/toSinkEvent.ts`,
    search: '    people,\n',
    replace: '    people,\n    texts: event.texts,\n',
  },
  {
    test: EXTERNAL,
    title:
      'refuses an answer that the secret did not sign, an old one, and one with another body',
    file: `${BACKEND}/governance/external/ExternalAnswers.ts`,
    search: 'system && verifyWebhook(system.secret, headers, body);',
    replace:
      "system && { id: String(headers['webhook-id']), sentAt: new Date(), ...(body ? {} : verifyWebhook(system.secret, headers, body)) };",
  },
  {
    test: EXTERNAL,
    title: 'takes a message once, and none that was sent before another',
    file: `${BACKEND}/governance/external/answerPromotion.ts`,
    search: 'if (last && last.sent_at > row.sent_at) {',
    replace: "if (last && last.sent_at === '') {",
  },
  {
    test: EXTERNAL,
    title: 'refuses an answer about facts that changed since, and asks again',
    file: `${BACKEND}/governance/external/answerPromotion.ts`,
    search:
      'if (bindingDigest !== askedDigest || request.asked_digest !== askedDigest) {',
    replace: "if (bindingDigest === '' || askedDigest === '') {",
  },
  {
    test: EXTERNAL,
    title: 'takes %s for no answer',
    file: `${BACKEND}/followers/external/callSystem.ts`,
    search: "redirect: 'manual',",
    replace: "redirect: 'follow',",
  },
  {
    test: EXTERNAL,
    title: 'takes %s for no answer',
    file: `${BACKEND}/followers/external/callSystem.ts`,
    search: 'if (size > MAX_ANSWER_BYTES) {',
    replace: 'if (size < 0) {',
  },
  {
    test: `${BACKEND}/governance/external/externalAttacks.test.ts`,
    title: 'counts no answer that was written or deleted by SQL',
    file: `${BACKEND}/records/claims/answerClaims.ts`,
    search:
      '        told.size === rows.length &&\n        rows.every(row => isTold(row, told.get(row.system), testimony))',
    replace: '        told.size + rows.length >= 0 && isTold !== undefined',
  },
  {
    test: `${RULES}/checks/registeredChecks.test.ts`,
    title:
      'get copies, so that one that changes its facts reaches no other check',
    file: `${RULES}/checks/runCheck.ts`,
    search:
      'definition.evaluate(structuredClone(check), structuredClone(facts));',
    replace: 'definition.evaluate(check, facts);',
  },
  {
    test: `${RULES}/checks/registeredChecks.test.ts`,
    title: 'are inconclusive where one returns %s',
    file: `${RULES}/checks/runCheck.ts`,
    search: 'if (problem !== undefined) {',
    replace: 'if (problem === null) {',
  },
  {
    test: `${BACKEND}/followers/workflows/workflows.test.ts`,
    title: 'is not started because of a request that the portal did not write',
    file: `${BACKEND}/followers/workflows/isAskedFor.ts`,
    search:
      "if (isRequested && told.some(({ type }) => type === 'promotion.approved')) {",
    replace: 'if (isRequested || told.length >= 0) {',
  },
  {
    test: `${GITEA}/GiteaHost.test.ts`,
    title: 'asks the host nothing for %s',
    file: `${GITEA}/addresses.ts`,
    search: 'address?.host !== hostname ||',
    replace: '',
  },
];
