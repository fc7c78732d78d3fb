import assert from 'node:assert/strict';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  answers,
  renderTemplate,
  templateFolder,
  templateSteps,
} from './renderTemplate.mjs';

/** What a form lets through and a file format may choke on. */
const hostile = {
  ...answers,
  name: '1e3',
  title: 'Say "hi" \\ ${{ values.owner }} {{ x }} # é \u202e',
  purpose: 'Line one: yes\n"two" \' <b> {% raw %} ${{ secrets.X }}',
};
const longest = {
  ...answers,
  name: 'a'.repeat(50),
  title: 't'.repeat(100),
  purpose: 'p'.repeat(1000),
};
const cases = { answers, hostile, longest };
for (const provider of ['openai', 'anthropic']) {
  cases[provider] = {
    ...answers,
    provider,
    retrieval: 'hybrid',
    judge: 'ragas',
    infrastructure: 'none',
  };
}

function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'chatbot-rendered-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter(path => statSync(join(folder, path)).isFile())
    .sort();
}

/** What a team owns is read in an hour: at most 30 files and 900 lines, and the kit is one file. */
function assertSmall(folder, files) {
  const ours =
    /^(vendor|layers|infra|\.github|\.chatbot-portal)\/|^package-lock\.json$/;
  const theirs = files.filter(path => !ours.test(path));
  const lines = theirs.map(
    path => readFileSync(join(folder, path), 'utf8').split('\n').length - 1,
  );
  const total = lines.reduce((sum, count) => sum + count, 0);
  assert.ok(theirs.length <= 30, `${theirs.length} files`);
  assert.ok(total <= 900, `${total} lines`);
  assert.equal(files.filter(path => path.startsWith('vendor/')).length, 1);
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const folders = files
    .filter(path => path.includes('/'))
    .map(path => `\`${path.split('/')[0]}/\``);
  const unnamed = [...new Set(folders)].filter(one => !readme.includes(one));
  assert.deepEqual(unnamed, [], 'README says whose each folder is');
}

for (const [name, parameters] of Object.entries(cases)) {
  test(`renders: ${name}`, async t => {
    const folder = temporaryFolder(t);
    const layers = await renderTemplate(folder, parameters);
    const files = filesBelow(folder);

    // Every file of every layer arrived, and none belongs to two layers.
    const sources = layers.flatMap(layer =>
      filesBelow(join(templateFolder, layer)),
    );
    assert.deepEqual(files, [...sources].sort());
    assert.equal(new Set(sources).size, sources.length);
    assert.ok(
      !files.some(path => /(^|\/)(node_modules|dist)\//.test(path)),
      'a skeleton holds build results',
    );
    assertSmall(folder, files);

    const read = path => readFileSync(join(folder, path), 'utf8');
    for (const path of files.filter(file => /\.json$/.test(file))) {
      assert.doesNotThrow(() => JSON.parse(read(path)), path);
    }
    for (const path of files.filter(file => /\.ya?ml$/.test(file))) {
      assert.doesNotThrow(() => parse(read(path)), path);
    }
    const config = JSON.parse(read('.chatbot-portal/config.json'));
    const bot = JSON.parse(read('chatbot.config.json'));
    assert.deepEqual(
      [
        config.chatbot,
        bot.title,
        bot.model.provider,
        bot.retriever.kind,
        config.modelCard.purpose,
      ],
      [
        parameters.name,
        parameters.title,
        parameters.provider,
        parameters.retrieval,
        parameters.purpose,
      ],
    );
    const { metadata, spec } = parse(read('catalog-info.yaml'));
    assert.deepEqual(
      [
        metadata.name,
        metadata.title,
        metadata.description,
        spec.owner,
        spec.type,
      ],
      [
        parameters.name,
        parameters.title,
        parameters.purpose,
        parameters.owner,
        'chatbot',
      ],
    );
  });
}

test('the owning team reviews every change', async t => {
  const folder = temporaryFolder(t);
  await renderTemplate(folder, answers);
  const rules = readFileSync(join(folder, 'CODEOWNERS'), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split(/\s+/));
  assert.equal(rules[0][0], '*');
  for (const [path, ...owners] of rules) {
    assert.deepEqual(owners, ['@chatbots/chatbot-team'], path);
  }
});

test('workflow files keep their own expressions', async t => {
  const folder = temporaryFolder(t);
  await renderTemplate(folder, answers);
  const workflow = '.github/workflows/ci.yml';
  const source = readFileSync(
    join(templateFolder, 'skeleton/ci/github-actions', workflow),
    'utf8',
  );
  assert.equal(readFileSync(join(folder, workflow), 'utf8'), source);
  assert.match(source, /\$\{\{ secrets\.CHATBOT_PORTAL_TOKEN \}\}/);
});

test('every action is pinned to a commit', () => {
  const folder = join(
    templateFolder,
    'skeleton/ci/github-actions/.github/workflows',
  );
  for (const file of readdirSync(folder)) {
    for (const [, reference] of readFileSync(
      join(folder, file),
      'utf8',
    ).matchAll(/uses: (.+)/g)) {
      assert.match(
        reference,
        /^actions\/(checkout|setup-node)@[0-9a-f]{40} # v\d+\.\d+\.\d+$/,
      );
    }
  }
});

test('the lock file names no host and covers every layer', () => {
  const lock = JSON.parse(
    readFileSync(
      join(templateFolder, 'skeleton/base/package-lock.json'),
      'utf8',
    ),
  );
  const hosts = Object.values(lock.packages).filter(({ resolved }) =>
    /^https?:/.test(resolved ?? ''),
  );
  assert.deepEqual(hosts, []);
  const skeleton = join(templateFolder, 'skeleton');
  const manifests = filesBelow(skeleton).filter(path =>
    /\/layers\/[^/]+\/package\.json$/.test(path),
  );
  assert.ok(manifests.length > 0);
  for (const path of manifests) {
    const {
      name,
      dependencies = {},
      devDependencies = {},
    } = JSON.parse(readFileSync(join(skeleton, path), 'utf8'));
    const locked =
      lock.packages[
        path.slice(path.indexOf('layers/')).replace('/package.json', '')
      ];
    assert.deepEqual(
      [locked?.name, locked?.dependencies ?? {}, locked?.devDependencies ?? {}],
      [name, dependencies, devDependencies],
    );
  }
});

test('the token leaves no trace in the template', async () => {
  const steps = await templateSteps();
  const text = readFileSync(join(templateFolder, 'template.yaml'), 'utf8');
  assert.ok(steps.some(({ id }) => id === 'issue-token'));
  assert.doesNotMatch(text, /steps\['issue-token'\]/);
  assert.equal(
    steps.find(({ id }) => id === 'publish').input.repoVisibility,
    'private',
  );
});

test('the pipeline starts once it can report, and not with the first commit', async () => {
  const steps = await templateSteps();
  const { gitCommitMessage } = steps.find(({ id }) => id === 'publish').input;
  assert.match(gitCommitMessage, /\[skip ci\]$/);
  assert.deepEqual(
    steps.slice(-3).map(({ action }) => action),
    [
      'chatbots:pipeline-token:issue',
      'chatbots:pipeline:configure',
      'chatbots:pipeline:start',
    ],
  );
});

test('names and the portal agree on what is allowed', () => {
  const { spec } = parse(
    readFileSync(join(templateFolder, 'template.yaml'), 'utf8'),
    { merge: true },
  );
  const pattern = new RegExp(spec.parameters[0].properties.name.pattern);
  assert.ok(
    pattern.test('a') &&
      pattern.test('a'.repeat(50)) &&
      pattern.test('my-bot-2'),
  );
  assert.ok(
    !['', '-a', 'a-', 'A', 'a'.repeat(51), 'a_b', 'a.b'].some(name =>
      pattern.test(name),
    ),
  );
});
