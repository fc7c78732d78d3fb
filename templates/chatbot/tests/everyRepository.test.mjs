import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { emptyHome, GeneratedRepository } from './GeneratedRepository.mjs';
import { formChoices } from './renderTemplate.mjs';

/*
 * Every repository that the form can give: rendered, installed from the public registry, linted, tested, built and evaluated.
 * It takes long; `generatedRepository.test.mjs` tries a few of them more closely.
 */

const home = emptyHome();

after(() => rmSync(home, { recursive: true, force: true }));

/** Each way to pick one value of every choice. */
function combinations([choice, ...rest]) {
  if (!choice) {
    return [{}];
  }
  const [name, values] = choice;
  return combinations(rest).flatMap(others =>
    values.map(value => ({ [name]: value, ...others })),
  );
}

for (const choices of combinations(Object.entries(await formChoices()))) {
  test(`passes its own CI: ${Object.values(choices).join(', ')}`, async () => {
    const repository = await GeneratedRepository.render(home, choices);
    try {
      for (const args of [['ci'], ['run', 'ci']]) {
        const { code, output } = await repository.run('npm', ...args);
        assert.equal(code, 0, output);
      }
    } finally {
      repository.remove();
    }
  });
}
