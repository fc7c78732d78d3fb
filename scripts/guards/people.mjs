const BACKEND = 'plugins/chatbots-backend/src';
const RULES = 'plugins/chatbots-governance/src';
const PEOPLE = 'plugins/chatbots-node/src/people';
const DUTIES = `${BACKEND}/governance/promotions/separationOfDuties.test.ts`;
const MERGE = `${BACKEND}/governance/promotions/lateMerge.test.ts`;
const SHIPPED = {
  test: 'packages/backend/src/shippedCatalog.test.ts',
  title: 'refuse a User, Group or Template that an engineer registers: %s',
};
const FACTS = `${BACKEND}/governance/facts/FactsService.ts`;
const ACCEPTED = {
  test: `${BACKEND}/router/registry/facts.test.ts`,
  title:
    'are accepted neither by whoever proposed them, nor outside the group, nor by a machine',
};

/** Who may decide, and on what. */
export const guards = [
  {
    test: DUTIES,
    title: 'keeps out a committer when somebody else asks',
    file: `${RULES}/promotion/separationOfDuties.ts`,
    search:
      'contributor => contributor.user && sameRef(contributor.user, user)',
    replace: '() => false',
  },
  {
    test: DUTIES,
    title:
      'counts a request by a pipeline as made by the committer, who can not approve it',
    file: `${RULES}/promotion/separationOfDuties.ts`,
    search: 'requesters.some(ref => sameRef(ref, user))',
    replace: 'requesters.length < 0',
  },
  {
    test: DUTIES,
    title:
      'keeps out whoever started the run that reported it, whatever its commits say',
    file: `${BACKEND}/governance/promotions/involved.ts`,
    search: 'for (const login of starters) {',
    replace: 'for (const login of [] as string[]) {',
  },
  {
    test: DUTIES,
    title: 'lets nobody approve a run that %s started',
    file: `${RULES}/promotion/separationOfDuties.ts`,
    search: '(contributor.user === undefined && !isBot(contributor))',
    replace: '(isBot(contributor) && false)',
  },
  {
    test: MERGE,
    title: 'keeps its author out, lets others approve, and is shown to them',
    file: `${RULES}/commits/commitsSince.ts`,
    search: 'left.push(...(parents.get(sha) ?? []));',
    replace: 'left.push(...(parents.get(sha) ?? []).slice(0, 1));',
  },
  {
    test: MERGE,
    title: 'lets nobody approve when it may be missing from a list by date',
    file: `${RULES}/commits/commitsSince.ts`,
    search: 'missing.length === 0 && (met || base === undefined)',
    replace: 'true',
  },
  {
    test: 'packages/backend/src/forgedGroups.test.ts',
    title:
      'lets no engineer decide, administer or audit by a Group that they register',
    file: `${PEOPLE}/CatalogMemberships.ts`,
    search: 'if (entity && !this.#trusted.includes(entity)) {',
    replace: "if (entity && entity.kind === '') {",
  },
  {
    test: `${PEOPLE}/TrustedLocations.test.ts`,
    title: 'is not fooled by %s',
    file: `${PEOPLE}/TrustedLocations.ts`,
    search: 'path.startsWith(`${prefix}${separator}`)',
    replace: 'path.startsWith(prefix) && separator.length > 0',
  },
  {
    test: `${PEOPLE}/CatalogMemberships.test.ts`,
    title: 'counts no relation that only a third entity adds',
    file: `${PEOPLE}/CatalogMemberships.ts`,
    search: '.filter(group => below.some(member => isSaid(member, group)));',
    replace: '.filter(group => below.length > 0 && isSaid !== undefined);',
  },
  {
    test: 'plugins/permission-backend-module-chatbots/src/ChatbotsPermissionPolicy.test.ts',
    title: 'makes nobody an administrator by a Group that they registered',
    file: 'plugins/permission-backend-module-chatbots/src/ChatbotsPermissionPolicy.ts',
    search: 'ownershipEntityRefs: [userEntityRef, ...groups],',
    replace: '...(await this.#userInfo.getUserInfo(user.credentials)),',
  },
  {
    test: `${BACKEND}/people/people.test.ts`,
    title: 'maps nothing to a user of a location that is not trusted',
    file: `${BACKEND}/people/CatalogUserMapper.ts`,
    search: 'return items.filter(user => this.#trusted.includes(user));',
    replace: 'return items;',
  },
  {
    ...SHIPPED,
    file: 'app-config.yaml',
    search: '        - Resource\n',
    replace: '        - Resource\n        - Group\n',
  },
  {
    ...SHIPPED,
    file: 'app-config.production.yaml',
    search: '        - Resource\n',
    replace: '        - Resource\n        - User\n',
  },
  {
    ...ACCEPTED,
    file: FACTS,
    search: 'if (sameRef(row.proposed_by, userRef)) {',
    replace: "if (row.proposed_by === '') {",
  },
  {
    ...ACCEPTED,
    file: FACTS,
    search: 'if (!(await this.#isReviewer(userRef))) {',
    replace: "if (userRef === '') {",
  },
  {
    test: ACCEPTED.test,
    title:
      'choose the rules of gates and lists once they are accepted, and not before',
    file: `${BACKEND}/registry/chatbots/DefaultChatbotService.ts`,
    search: 'risk_class: STRICTEST_RISK_CLASS,',
    replace: 'risk_class: facts.risk_class,',
  },
  {
    test: ACCEPTED.test,
    title:
      'are decided once by two reviewers at two replicas at the same moment',
    file: FACTS,
    search: "if (state !== 'open') {",
    replace: "if (state !== 'open' && id === '') {",
  },
  {
    test: ACCEPTED.test,
    title: 'are listed among the chatbots that need whoever may accept them',
    file: `${BACKEND}/views/FactsProposalViews.ts`,
    search: 'reviewer === true && !isMine(row, userRef)',
    replace: 'reviewer === true',
  },
  {
    test: `${BACKEND}/governance/policies/DefaultPolicyService.test.ts`,
    title:
      'activates the first at once and the next by the approvals that the one in force asks for',
    file: `${BACKEND}/governance/policies/DefaultPolicyService.ts`,
    search:
      'if (!assess(proposal, approvals, current, memberships).satisfied) {',
    replace: 'if (proposal.number < 0) {',
  },
  {
    test: `${RULES}/checks/evidence.test.ts`,
    title: 'refuses %s',
    file: `${RULES}/checks/acceptEvaluation.ts`,
    search: 'if (evidence.judges && !evidence.judges.includes(judge.kind)) {',
    replace: 'if (evidence.judges && evidence.judges.length < 0) {',
  },
  {
    test: `${BACKEND}/governance/binding.test.ts`,
    title: 'takes no decision from a plugin in a person’s name',
    file: `${BACKEND}/router/requireUser.ts`,
    search: 'if (credentials.principal.actor) {',
    replace: 'if (!credentials.principal) {',
  },
];
