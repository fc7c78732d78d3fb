import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { answers, renderTemplate } from './renderTemplate.mjs';

/*
 * The generated repository's Terraform, checked by Terraform: its format always, its validity and its tests with a
 * provider from the local mirror that TF_PLUGIN_DIR names. Each check is also seen to fail.
 */

const mirror = process.env.TF_PLUGIN_DIR;
const withProvider = { skip: mirror ? false : 'TF_PLUGIN_DIR is not set' };
let folder;
let configuration;

before(async () => {
  const repository = mkdtempSync(join(tmpdir(), 'chatbot-terraform-'));
  await renderTemplate(repository, answers);
  folder = join(repository, 'infra/terraform');
  // An own configuration of the CLI, so that nobody's plugin cache or mirror takes part.
  configuration = join(repository, 'terraform.rc');
  writeFileSync(configuration, '');
  if (mirror) {
    const { code, output } = await terraform(
      'init',
      '-input=false',
      '-backend=false',
      `-plugin-dir=${mirror}`,
    );
    assert.equal(code, 0, output);
  }
});

function terraform(...args) {
  const env = {
    ...process.env,
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
    TF_CLI_CONFIG_FILE: configuration,
  };
  return new Promise(resolve =>
    execFile('terraform', args, { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error ? error.code : 0, output: `${out}${err}` }),
    ),
  );
}

/** Runs a check while files say something else: `[file, what it says, what it says instead]`. */
async function withChanges(changes, check) {
  const originals = new Map();
  for (const [file, from, to] of changes) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes(from), `${file} does not say ${from}`);
    originals.set(path, originals.get(path) ?? text);
    writeFileSync(path, text.replaceAll(from, to));
  }
  try {
    await check();
  } finally {
    originals.forEach((text, path) => writeFileSync(path, text));
  }
}

const format = () => terraform('fmt', '-check', '-recursive');
const validate = () => terraform('validate', '-no-color');
const runTests = () => terraform('test', '-no-color');

test('it is formatted', async () => {
  const { code, output } = await format();
  assert.equal(code, 0, output);
});

test('a line that is not formatted is seen', () =>
  withChanges([['outputs.tf', '  value       =', '  value =']], async () => {
    const { code, output } = await format();
    assert.equal(code, 3);
    assert.match(output, /outputs\.tf/);
  }));

test('it is valid', withProvider, async () => {
  const { code, output } = await validate();
  assert.equal(code, 0, output);
});

test('an argument that the provider does not know is seen', withProvider, () =>
  withChanges([['network.tf', 'internal  ', 'interior  ']], async () => {
    const { code, output } = await validate();
    assert.equal(code, 1);
    assert.match(output, /"interior" is not expected here/);
  }),
);

test('its own tests pass', withProvider, async () => {
  const { code, output } = await runTests();
  assert.equal(code, 0, output);
  assert.match(output, /Success! [1-9]\d* passed, 0 failed\./);
});

/** What is made wrong together, and the runs that have to fail; a run that can't be planned ends those after it. */
const faults = {
  'weights, protection and rights': {
    canary_gets_its_share: [
      'network.tf',
      'weight = local.canary_weight',
      'weight = 0',
    ],
    weight_without_canary_sends_nothing: [
      'service.tf',
      'var.canary == null ? 0 : var.canary_weight',
      'var.canary_weight',
    ],
    steady: ['network.tf', 'var.stage == "production"', 'false'],
    keys_are_secrets: [
      'access.tf',
      'length(var.provider_key_secrets) > 0 ? 1 : 0',
      '0',
    ],
  },
  'a name that is too long': {
    long_names_fit: ['service.tf', '<= 21', '<= 99'],
  },
  'a name that AWS keeps for itself': {
    reserved_names_are_avoided: ['service.tf', '= "bot-${', '= "${'],
  },
  'a load balancer that nobody reaches': {
    is_internal_unless_told: ['network.tf', '= var.internal\n', '= false\n'],
    unreachable_is_refused: ['network.tf', 'var.internal ||', 'true ||'],
  },
  'an image that is named by a tag': {
    tags_are_refused: ['variables.tf', '@sha256:[0-9a-f]{64}$', ':'],
  },
};
for (const [name, changes] of Object.entries(faults)) {
  test(`its tests see ${name}`, withProvider, () =>
    withChanges(Object.values(changes), async () => {
      const { code, output } = await runTests();
      assert.equal(code, 1, output);
      const failed = output.matchAll(/run "(\w+)"\.\.\. fail/g);
      assert.deepEqual(
        [...failed].map(([, run]) => run).sort(),
        Object.keys(changes).sort(),
      );
    }),
  );
}
