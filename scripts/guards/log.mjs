const BACKEND = 'plugins/chatbots-backend/src';
const RULES = 'plugins/chatbots-governance/src';
const FSCK = `${BACKEND}/audit/fsck/runFsck.test.ts`;
const ANCHORER = `${BACKEND}/audit/anchor/Anchorer.test.ts`;
const EVENTS = `${BACKEND}/audit/sequence/authenticity.test.ts`;

/** The audit log: what is numbered, signed, anchored and exported. */
export const guards = [
  {
    test: FSCK,
    title: 'finds a changed text whose hash was made again',
    file: `${BACKEND}/audit/fsck/log/checkTree.ts`,
    search: 'await checkNodes(context, nodes);',
    replace: '',
  },
  {
    test: `${RULES}/export/forgedExport.test.ts`,
    title: 'finds that %s was exchanged',
    file: `${RULES}/export/verifyExport.ts`,
    search: 'if (!equalBytes(root, checkpoint.root)) {',
    replace: 'if (root.length === 0) {',
  },
  {
    test: FSCK,
    title: 'finds a tail that was cut',
    file: `${BACKEND}/audit/fsck/log/checkTree.ts`,
    search: 'if (expected < size) {',
    replace: 'if (expected < 0) {',
  },
  {
    test: FSCK,
    title: 'finds by the anchor a tail that was cut everywhere',
    file: `${BACKEND}/audit/fsck/runFsck.ts`,
    search: 'compareAnchored(signed, roots, findings);',
    replace: '',
  },
  {
    test: `${BACKEND}/audit/fsck/columns.test.ts`,
    title: 'finds each change of a column by whoever can write the database',
    file: `${BACKEND}/audit/fsck/records/promotionFacts.ts`,
    search: "isTold(bound, 'replacesVersion', row.replaces_version) &&",
    replace: '',
  },
  {
    test: `${BACKEND}/audit/fsck/log/ExportLog.test.ts`,
    title:
      'finds a fact that an administrator with the key of the log changed in the row, the event and the tree',
    file: `${BACKEND}/audit/fsck/runFsck.ts`,
    search: 'log: kept ?? new DatabaseLog(knex, size),',
    replace: 'log: new DatabaseLog(knex, size),',
  },
  {
    test: `${BACKEND}/audit/forgedApproval.test.ts`,
    title: 'written by two inserts is never signed, and is seen everywhere',
    file: `${BACKEND}/audit/authenticateEvent.ts`,
    search:
      'return keys.of(row.sequence).verify(row.body, row) ?? compareColumns(row);',
    replace: 'return keys ? compareColumns(row) : undefined;',
  },
  {
    test: EVENTS,
    title: 'with another %s beside their text are set aside',
    file: `${BACKEND}/audit/authenticateEvent.ts`,
    search: 'if (differingColumns(row, body).length > 0) {',
    replace: 'if (differingColumns(row, body).length < 0) {',
  },
  {
    test: `${BACKEND}/audit/sequence/authenticEnd.test.ts`,
    title: 'forged with a number of their own are never signed',
    file: `${BACKEND}/audit/sequence/logEnd.ts`,
    search:
      "if (problem && !(problem === 'mac-key-unknown' && keys.ephemeral)) {",
    replace: 'if (problem && keys.origin.length === 0) {',
  },
  {
    test: `${BACKEND}/audit/fsck/log/AuthenticityCheck.test.ts`,
    title: 'finds the events of another portal',
    file: `${BACKEND}/keys/EventKeys.ts`,
    search: ".update(`${this.origin}\\0${text}`, 'utf8')",
    replace: ".update(text, 'utf8')",
  },
  {
    test: EVENTS,
    title:
      'are refused by the database without a MAC, as a replica of the old version writes them',
    file: 'plugins/chatbots-backend/migrations/20261129090000_event_macs.js',
    search: 'when new.mac is null or new.mac_key_id is null',
    replace: 'when new.mac is null and new.mac is not null',
  },
  {
    test: EVENTS,
    title: 'can not be numbered by a replica of the old version',
    file: 'plugins/chatbots-backend/migrations/20261129090000_event_macs.js',
    search: 'when new.size > old.size and new.mac is old.mac\n',
    replace: 'when new.size < old.size and new.mac is old.mac\n',
  },
  {
    test: ANCHORER,
    title: 'goes by what an anchor holds and not by rows of sizes to come',
    file: `${BACKEND}/database/auditLog.ts`,
    search:
      "    .where('size', '<=', db('audit_log').where({ id: 1 }).select('size'))\n    .orderBy('size', 'desc')\n    .first();",
    replace: "    .orderBy('size', 'desc')\n    .first();",
  },
  {
    test: `${BACKEND}/audit/sequence/Checkpointer.test.ts`,
    title: 'signs nothing that the sequencer did not leave',
    file: `${BACKEND}/audit/sequence/Checkpointer.ts`,
    search: 'assertEnd(end, log, this.#options.eventKeys);',
    replace: '',
  },
  {
    test: ANCHORER,
    title: 'lets no checkpoint leave that is not signed',
    file: `${BACKEND}/audit/anchor/Anchorer.ts`,
    search: 'if (signed?.size !== size) {',
    replace: 'if (signed?.size === -1) {',
  },
  {
    test: `${BACKEND}/keys/CheckedSigner.test.ts`,
    title: 'refuses a signature of bytes that the signer changed',
    file: `${BACKEND}/keys/CheckedSigner.ts`,
    search: '!verifyEd25519(this.publicKey.bytes, data, signature)',
    replace: '(!verifyEd25519 || !data)',
  },
  {
    test: `${BACKEND}/keys/CheckedSigner.test.ts`,
    title: 'gives up on a signer that does not answer, and tells it so',
    file: `${BACKEND}/keys/CheckedSigner.ts`,
    search: 'this.#timeoutMs,\n        ),',
    replace: 'this.#timeoutMs * 1000,\n        ),',
  },
  {
    test: `${RULES}/export/forgedExport.test.ts`,
    title: 'finds %s',
    file: `${RULES}/export/EventChecker.ts`,
    search: 'this.#checkPlace(event.seq, line);',
    replace: '',
  },
  {
    test: 'packages/audit-verifier/src/heldCheckpoint.test.ts',
    title: 'finds a log that became shorter',
    file: `${RULES}/export/compareHeld.ts`,
    search: 'if (held.size > checkpoint.size) {',
    replace: 'if (held.size < 0) {',
  },
  {
    test: `${BACKEND}/audit/append/personalData.test.ts`,
    title: 'has no place in the facts of an event, and ends the change with it',
    file: 'plugins/chatbots-common/src/events/auditEventText.ts',
    search: '/^[^@\\s]+@[a-z0-9.-]+\\.[a-z]{2,}$/i.test(value)',
    replace: 'false',
  },
];
