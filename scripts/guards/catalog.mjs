const CATALOG = 'plugins/catalog-backend-module-chatbots/src';
const PERMISSIONS = 'plugins/permission-backend-module-chatbots/src';
const REGISTRY = 'plugins/chatbots-backend/src/registry/chatbots';
const FORGED = `${CATALOG}/forgedEntities.test.ts`;
const PROVIDER = `${CATALOG}/provider/ChatbotEntityProvider.ts`;
const OTHERS = 'packages/backend/src/othersThings.test.ts';
const REGISTER =
  'plugins/chatbots-backend/src/router/registry/registerChatbot.test.ts';
const ADDRESS = 'plugins/chatbots-common/src/model/RepositoryAddress';

const REFUSAL = {
  file: `${CATALOG}/processor/ChatbotEntitiesProcessor.ts`,
  search: 'if (foreign && OURS.has(',
  replace: 'if (!foreign && OURS.has(',
};
const REMOVAL = {
  file: PROVIDER,
  search: 'await foreign.remove(await foreign.find());',
  replace: '',
};
const OWNED = {
  file: `${PERMISSIONS}/ChatbotsPermissionPolicy.ts`,
  search: 'decideOnOwnedThings(permission, person, this.#options) ?? {',
  replace: '{',
};

/** What stands in the catalog, and whose things are whose. */
export const guards = [
  {
    test: FORGED,
    title:
      'are shown nowhere when an engineer registers an approval by a location, and the log says where it came from',
    ...REFUSAL,
  },
  {
    test: `${CATALOG}/processor/ChatbotEntitiesProcessor.test.ts`,
    title: 'refuses a %s that a file brings',
    ...REFUSAL,
  },
  {
    test: FORGED,
    title: 'give a real stage that was deleted and replaced its place back: %s',
    file: `${CATALOG}/provider/ForeignEntities.ts`,
    search: 'await catalog.removeEntityByUid(uid, { credentials });',
    replace: '',
  },
  {
    test: FORGED,
    title: 'that hold a ref give way as soon as the chatbot changes',
    file: PROVIDER,
    search: 'await this.#takeBack(connection, added);',
    replace: '',
  },
  {
    test: `${CATALOG}/provider/ChatbotEntityProvider.test.ts`,
    title:
      'tells the operator which location keeps a real entity out, and goes on',
    file: PROVIDER,
    search: 'if (attempt === TAKE_BACK_ATTEMPTS) {',
    replace: 'if (attempt === TAKE_BACK_ATTEMPTS) return;\n      if (false) {',
  },
  {
    test: FORGED,
    title:
      'that were registered before they were refused are removed, and the real ones shown',
    ...REMOVAL,
  },
  {
    test: FORGED,
    title: 'do not keep a sweep from healing, however many there are',
    ...REMOVAL,
  },
  {
    test: OTHERS,
    title:
      'refuses to delete what the registry projects, for its owner and for an administrator',
    file: `${PERMISSIONS}/ownedThingsPolicy.ts`,
    search: '{ not: isKind(CHATBOT_PORTAL_KINDS) },',
    replace: '',
  },
  {
    test: OTHERS,
    title:
      'refuses to delete an entity of another team, and lets its own and an administrator do it',
    ...OWNED,
  },
  {
    test: OTHERS,
    title: 'refuses to refresh an entity of another team',
    ...OWNED,
  },
  {
    test: OTHERS,
    title:
      'refuses to unregister a location, or to point it elsewhere, for all but administrators',
    file: `${CATALOG}/module.ts`,
    search: 'httpRouter.use(guardLocations({ httpAuth, permissions }));',
    replace: '',
  },
  {
    test: OTHERS,
    title:
      'shows a task of a template to whoever started it, and lets nobody else run it again or cancel it',
    ...OWNED,
  },
  {
    test: OTHERS,
    title:
      'refuses to run, cancel or list scheduled tasks of any plugin, for all but administrators',
    file: `${PERMISSIONS}/guardedScheduler.ts`,
    search: 'httpRouter.use(guard);',
    replace: '',
  },
  {
    test: REGISTER,
    title: 'refuses %s',
    file: `${REGISTRY}/repositoryBinding.ts`,
    search: 'if (!ID.test(one)) {',
    replace: 'if (false) {',
  },
  {
    test: REGISTER,
    title:
      'refuses an address that another transaction binds at the same time under an id of its own',
    // SQLite has one connection, so that nobody binds at the same time.
    onPostgres: true,
    file: `${REGISTRY}/repositoryBinding.ts`,
    search: "  await takeTurns(work.db, 'repositories');\n",
    replace: '',
  },
  {
    test: REGISTER,
    title: 'refuses a spelling that was stored before spellings were checked',
    file: `${REGISTRY}/DefaultChatbotService.ts`,
    search:
      'const row = newRow(registration, facts, work);\n      await assertRepositoryFree(work, row.name, row);',
    replace: 'const row = newRow(registration, facts, work);',
  },
  {
    test: `${ADDRESS}.test.ts`,
    title: 'gives an address with %s one key',
    file: `${ADDRESS}.ts`,
    search: "hostname.replace(/\\.$/, '')",
    replace: 'hostname',
  },
];
