import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { parse } from 'yaml';
import { templateFolder } from './renderTemplate.mjs';
import { loadLanguageService } from './languageService.mjs';
import { changed, renderWorkflows } from './workflowFiles.mjs';

/* The generated repository's workflows as GitHub's language service reads them, and what it says of wrong ones. */

let workflows;
let service;

before(async () => {
  workflows = await renderWorkflows();
  service = await loadLanguageService();
});

test('GitHub finds nothing wrong with the workflows', async () => {
  assert.deepEqual(
    workflows.map(([path]) => path),
    ['.github/workflows/ci.yml', '.github/workflows/deploy.yml'],
  );
  for (const [path, text] of workflows) {
    assert.deepEqual(await service.problemsOf(path, text), []);
  }
});

test('a pull request gets no address, secret or identity, and reports nothing', () => {
  const { permissions, env, jobs } = parse(workflows[0][1]);
  assert.deepEqual(permissions, { contents: 'read' });
  assert.equal(env, undefined);
  const conditions = Object.values(jobs).map(job => job.if);
  assert.deepEqual(conditions, [
    "github.event_name == 'pull_request'",
    "github.event_name != 'pull_request'",
  ]);
  const { check } = jobs;
  assert.deepEqual(check.permissions ?? permissions, { contents: 'read' });
  assert.doesNotMatch(JSON.stringify(check), /\b(vars|secrets)\b/);
  assert.ok(check.steps.some(({ run }) => run === 'npm run ci'));
});

test('the portal can start a deployment and find its run', () => {
  const { on, 'run-name': runName, jobs } = parse(workflows[1][1]);
  const { inputs } = on.workflow_dispatch;
  assert.deepEqual(Object.keys(on), ['workflow_dispatch']);
  assert.deepEqual(Object.keys(inputs), [
    'promotion',
    'version',
    'stage',
    'attempt',
  ]);
  assert.equal(
    runName,
    'promotion ${{ inputs.promotion }}, attempt ${{ inputs.attempt }}',
  );
  const { PROMOTION_ID, VERSION, STAGE } = jobs.deploy.steps.at(-1).env;
  assert.deepEqual(
    [PROMOTION_ID, VERSION, STAGE],
    ['promotion', 'version', 'stage'].map(name => `\${{ inputs.${name} }}`),
  );
});

test('both jobs that speak to the portal can be told its audience', () => {
  const steps = workflows.flatMap(([, text]) =>
    Object.values(parse(text).jobs).flatMap(job => job.steps),
  );
  const speaking = steps.filter(({ env }) => env?.CHATBOT_PORTAL_URL);
  assert.deepEqual(
    speaking.map(({ env }) => env.CHATBOT_PORTAL_AUDIENCE),
    Array(2).fill('${{ vars.CHATBOT_PORTAL_AUDIENCE }}'),
  );
});

test('both jobs get every key and address of providers and judge', () => {
  const settings = readFileSync(
    join(templateFolder, 'skeleton/base/.env.example'),
    'utf8',
  );
  const names = [...settings.matchAll(/^(\w+_(?:KEY|BASE_URL|MODEL))=/gm)];
  assert.ok(names.length >= 8);
  for (const [, text] of workflows) {
    const steps = Object.values(parse(text).jobs).flatMap(job => job.steps);
    const env = steps.find(step => step.env?.CHATBOT_PORTAL_URL)?.env;
    for (const [, name] of names) {
      const kind = name.endsWith('_API_KEY') ? 'secrets' : 'vars';
      assert.equal(env[name], `\${{ ${kind}.${name} }}`);
    }
  }
});

test('README and guide name every variable and secret that the workflows read', () => {
  const names = workflows.flatMap(([, text]) =>
    [...text.matchAll(/\b(?:vars|secrets)\.(\w+)/g)].map(([, name]) => name),
  );
  assert.ok(names.includes('CHATBOT_PORTAL_URL'));
  for (const file of ['skeleton/base/README.md', '../../docs/engineers.md']) {
    const text = readFileSync(join(templateFolder, file), 'utf8');
    const missing = names.filter(name => !text.includes(`\`${name}\``));
    assert.deepEqual(missing, [], file);
  }
});

const faults = [
  ['an unknown key', 0, 'runs-on:', 'runs_on:', /Unexpected value 'runs_on'/],
  ['an unknown event', 0, 'pull_request:', 'pull_requests:', /pull_requests/],
  ['an unknown permission', 0, 'id-token: write', 'id-token: all', /'all'/],
  ['an unknown context', 0, '${{ secrets.', '${{ secret.', /'secret'/],
  ['an unknown input', 1, '${{ inputs.stage', '${{ inputs.stge', /stge/],
  ['an open expression', 0, 'github.ref }}', 'github.ref }', /not closed/],
  ['a text for a number', 1, 'minutes: 60', 'minutes: soon', /'soon'/],
];
for (const [name, index, from, to, message] of faults) {
  test(`GitHub sees ${name}`, async () => {
    const [path, text] = changed(workflows[index], from, to);
    const problems = await service.problemsOf(path, text);
    assert.match(problems.join('\n'), message);
  });
}
