import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { startFake } from '../deploy/testing/fakePortal.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { why } from './why.ts';

const VERSION = '1.0.0-abcdef0-7';

function repository(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, '.chatbot-portal'));
  mkdirSync(join(root, 'evals/results'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"version":"1.0.0"}');
  writeFileSync(
    join(root, '.chatbot-portal/config.json'),
    '{"chatbot":"handbook"}',
  );
  return root;
}

/** Runs the command with variables of its own; resolves with what it said. */
async function run(
  root: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<string> {
  const lines: string[] = [];
  const log = mock.method(console, 'log', (line: string) => lines.push(line));
  const given = process.env;
  process.env = { PATH: given.PATH, ...env };
  try {
    await why(root, args);
  } finally {
    process.env = given;
    log.mock.restore();
  }
  return lines.join('\n');
}

const evaluation = {
  suite: 'golden',
  judge: { name: 'lexical-1' },
  metrics: [
    { name: 'lexical_faithfulness', direction: 'higher-is-better' },
    { name: 'pii_leak_rate', direction: 'lower-is-better' },
  ],
};
const samples = [
  {
    sampleId: 'leave-1',
    scores: { lexical_faithfulness: 0.5, pii_leak_rate: 0 },
    reasons: {
      lexical_faithfulness: 'No passage says “ten”.',
      pii_leak_rate: 'Another reason.',
    },
    passed: true,
    input: "What's $(touch x) the `leave`?\u001B[2J",
    expected: 'Thirty days.',
    output: 'Ten days.',
  },
  {
    sampleId: 'leave-2',
    scores: { lexical_faithfulness: 1, pii_leak_rate: 1 },
    passed: false,
    input: 'Whose number?',
    output: 'His.',
  },
  {
    sampleId: 'leave-3',
    scores: { lexical_faithfulness: 0, pii_leak_rate: 0 },
    passed: false,
    input: 'Last?',
    output: '',
  },
];

test('prints what failed a check of a version, worst first, with the reason and a command that runs nothing of the text', async t => {
  const listed = { id: 'e/2', sampleCount: 3, ...evaluation };
  const portal = await startFake(request => {
    const body = request.includes('/samples')
      ? request.includes('cursor=next')
        ? { items: samples.slice(2) }
        : { items: samples.slice(0, 2), nextCursor: 'next' }
      : { items: [listed, { ...listed, id: 'older' }] };
    return { status: 200, body };
  });
  t.after(() => portal.stop());
  const env = {
    CHATBOT_PORTAL_URL: portal.url,
    CHATBOT_PORTAL_USER_TOKEN: 'mine',
  };
  const said = await run(repository(), env, VERSION, '--check', 'faithfulness');
  assert.match(said, /Suite golden \(judge lexical-1\): 2 of 3 samples/);
  assert.ok(said.indexOf('leave-3') < said.indexOf('leave-1'));
  assert.doesNotMatch(said, /leave-2|Another reason/);
  assert.match(said, /^ {2}expected {2}Thirty days\.$/m);
  assert.match(said, /^ {2}answer {4}Ten days\.$/m);
  assert.match(said, /^ {2}reason {4}No passage says “ten”\.$/m);
  const command = /^ {2}ask it {4}npm run ask -- (.+)$/gm;
  const [, quoted = ''] = [...said.matchAll(command)].at(-1) ?? [];
  const shell = execFileSync('sh', ['-c', `printf %s ${quoted}`]);
  assert.equal(shell.toString(), "What's $(touch x) the `leave`? [2J");
  assert.deepEqual(portal.asked, [
    `GET /api/chatbots/v1/chatbots/handbook/evaluations?version=${VERSION}&limit=100`,
    'GET /api/chatbots/v1/evaluations/e%2F2/samples?limit=100',
    'GET /api/chatbots/v1/evaluations/e%2F2/samples?limit=100&cursor=next',
  ]);
  const leaks = await run(
    repository(),
    env,
    VERSION,
    '--check',
    'pii_leak_rate',
  );
  assert.match(leaks, /^leave-2 {2}pii_leak_rate 1$/m);
  assert.match(await run(repository(), env, VERSION), /2 of 3 samples failed/);
  await assert.rejects(
    run(repository(), env, VERSION, '--check', 'speed'),
    /No suite measures speed; there are lexical_faithfulness, pii_leak_rate/,
  );
});

test('says that a token may not read', async t => {
  const portal = await startFake(() => ({ status: 403, body: {} }));
  t.after(() => portal.stop());
  await assert.rejects(
    run(
      repository(),
      { CHATBOT_PORTAL_URL: portal.url, CHATBOT_PORTAL_USER_TOKEN: 'x' },
      VERSION,
    ),
    { message: /answered 403/, hint: /pipeline token may not read/ },
  );
});

test('reads the working copy’s results only at the version’s commit, and says what is missing', async () => {
  const root = repository();
  const path = join(root, 'evals/results/golden.json');
  writeFileSync(path, JSON.stringify({ ...evaluation, samples }));
  const at = (commit: string) =>
    run(root, { GITHUB_SHA: commit.padEnd(40, '0') }, VERSION);
  const said = await at('abcdef0');
  assert.match(said, /CHATBOT_PORTAL_URL is not set: read from evals\/results/);
  assert.match(said, /2 of 3 samples failed/);
  await assert.rejects(at('abcdef1'), {
    message: /not at the commit of version/,
    hint: /check out abcdef0/,
  });
});
