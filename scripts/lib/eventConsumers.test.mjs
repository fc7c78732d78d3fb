import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { before, describe, it } from 'node:test';
import { build } from 'esbuild';
import ts from 'typescript';
import { ROOT } from './paths.mjs';

const EVENTS = 'plugins/chatbots-common/src/events';
const BACKEND = 'plugins/chatbots-backend/src';
const WRITER = `${BACKEND}/registry/tokens/DefaultPipelineTokenService.ts`;
const FSCK = `${BACKEND}/audit/fsck/records/checkTokens.ts`;

/** Everything that reads events by their type. */
const CONSUMERS = [
  `${BACKEND}/audit/fsck/log/checkKept.ts`,
  `${BACKEND}/audit/fsck/records/promotionHistory.ts`,
  `${BACKEND}/audit/query/summarizeEvent.ts`,
  `${BACKEND}/views/promotionHistory.ts`,
  `${BACKEND}/followers/delivery/announcements.ts`,
  `${BACKEND}/records/eventEffects.ts`,
  'plugins/chatbots/src/translations/audit.ts',
];

const read = path => readFileSync(join(ROOT, path), 'utf8');

/** The text with one part replaced, which it must have. */
function replaced(path, part, by) {
  const text = read(path);
  assert.ok(text.includes(part), `${path} has no ${part}`);
  return { [path]: text.replace(part, by) };
}

/** Files with type errors in a copy of the checkout in which some files have other texts. The copy is in memory alone. */
function compile(texts, old) {
  const { config } = ts.readConfigFile(
    join(ROOT, 'tsconfig.json'),
    ts.sys.readFile,
  );
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [...CONSUMERS, WRITER, FSCK] },
    ts.sys,
    ROOT,
  );
  Object.assign(options, {
    noEmit: true,
    emitDeclarationOnly: false,
    declaration: false,
    incremental: false,
    types: ['node'],
  });
  const host = ts.createCompilerHost(options);
  const copies = new Map(
    Object.entries(texts).map(([path, text]) => [join(ROOT, path), text]),
  );
  const onDisk = host.getSourceFile;
  host.getSourceFile = (file, ...rest) => {
    if (copies.has(file)) {
      return ts.createSourceFile(file, copies.get(file), ...rest);
    }
    // Files that no copy changes are parsed once.
    return old?.getSourceFile(file) ?? onDisk(file, ...rest);
  };
  const program = ts.createProgram({
    rootNames: [...CONSUMERS, WRITER, FSCK].map(path => join(ROOT, path)),
    options,
    host,
  });
  const broken = new Map();
  for (const path of [...CONSUMERS, WRITER, FSCK]) {
    const source = program.getSourceFile(join(ROOT, path));
    const [first] = program.getSemanticDiagnostics(source);
    if (first) {
      broken.set(
        relative(ROOT, source.fileName),
        ts.flattenDiagnosticMessageText(first.messageText, ' '),
      );
    }
  }
  return { program, broken };
}

/** What the events' page and parser are in the copy. */
async function load(texts) {
  const entry = join(ROOT, EVENTS);
  const { outputFiles } = await build({
    stdin: {
      contents:
        "export * from './describeEvents'; export * from './StoredEvent';",
      resolveDir: entry,
      loader: 'ts',
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['@backstage/*'],
    write: false,
    plugins: [
      {
        name: 'copy',
        setup({ onLoad }) {
          onLoad({ filter: /events\/\w+\.ts$/ }, ({ path }) => ({
            contents: texts[relative(ROOT, path)] ?? readFileSync(path, 'utf8'),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', outputFiles[0].text);
  run(
    module,
    module.exports,
    createRequire(join(ROOT, 'plugins/chatbots-common/package.json')),
  );
  return module.exports;
}

let whole;

before(() => {
  whole = compile({});
});

describe('event types', () => {
  it('compile as they are', () => {
    assert.deepEqual([...whole.broken], []);
  });

  it('are missed by every consumer when one is taken away', () => {
    const { broken } = compile(
      replaced(
        `${EVENTS}/promotions.ts`,
        "'promotion.superseded': {",
        "'promotion.taken-away': {",
      ),
      whole.program,
    );
    for (const consumer of CONSUMERS) {
      assert.ok(broken.has(consumer), `${consumer} compiles without the type`);
    }
  });
});

describe('adding a fact, by the five steps in CONTRIBUTING.md', () => {
  const schema = replaced(
    `${EVENTS}/tokens.ts`,
    'data: z.strictObject({ tokenDigest }),',
    'data: z.strictObject({ tokenDigest, cause: text }),',
  );
  const legacy = replaced(
    `${EVENTS}/legacy.ts`,
    "'token.revoked': [{ data: ['tokenDigest'] }],",
    "'token.revoked': [{ data: ['tokenDigest'] }, { data: ['cause'] }],",
  );
  const writer = replaced(
    WRITER,
    'data: { tokenDigest: await tokenDigestOf(work, tokenId) },',
    "data: { tokenDigest: await tokenDigestOf(work, tokenId), cause: 'x' },",
  );
  const fsck = replaced(
    FSCK,
    "  if (event.type === 'token.revoked') {\n    return false;",
    "  if (event.type === 'token.revoked') {\n    return isTold(event, 'cause', row.purpose);",
  );
  const eventWith = data => ({
    schemaVersion: 1,
    eventId: '00000000-0000-4000-8000-000000000000',
    type: 'token.revoked',
    occurredAt: '2026-01-02T03:04:05.678Z',
    recordedAt: '2026-01-02T03:04:05.678Z',
    actor: { kind: 'service', subject: 'portal' },
    subject: { kind: 'pipeline-token', chatbot: 'support-bot', id: '1' },
    data,
  });
  const tokenDigest = 'a'.repeat(64);

  it('is asked of its writer once the schema has it', () => {
    const { broken } = compile({ ...schema, ...legacy }, whole.program);
    assert.deepEqual([...broken.keys()], [WRITER]);
    assert.match(broken.get(WRITER), /cause/);
  });

  it('is read by fsck once it is told', () => {
    const texts = { ...schema, ...legacy, ...writer, ...fsck };
    assert.deepEqual([...compile(texts, whole.program).broken], []);
  });

  it('keeps bodies of before readable, and stands on the page', async () => {
    const { readStoredEvent, describeEvents } = await load({
      ...schema,
      ...legacy,
    });
    for (const [data, lacks] of [
      [{}, ['tokenDigest', 'cause']],
      [{ tokenDigest }, ['cause']],
      [{ tokenDigest, cause: 'x' }, []],
    ]) {
      assert.deepEqual(readStoredEvent(eventWith(data)).lacks, lacks);
    }
    assert.throws(() => readStoredEvent(eventWith({ cause: 'x' })));
    const page = describeEvents();
    assert.match(page, /`cause`/);
    assert.notEqual(page, read('docs/events.md'));
  });

  it('is five steps that the guide names with their places', () => {
    const guide = read('CONTRIBUTING.md');
    for (const place of [
      EVENTS,
      `${EVENTS}/legacy.ts`,
      `${BACKEND}/audit/fsck`,
      'scripts/generate-docs.mjs',
    ]) {
      assert.ok(guide.includes(place), `CONTRIBUTING.md names no ${place}`);
    }
  });
});
