import { bundle, digestOf, PROMPT } from '../__testUtils__/registryFixtures';
import { ModelVersionRow } from '../database/modelVersions';
import { toComparable } from './ComparisonService';

describe('toComparable', () => {
  it.each(['system.md', 'Begrüßung (DE).md', '__proto__', 'constructor'])(
    'keeps the text of a prompt that is named %s',
    name => {
      const digest = digestOf(PROMPT);
      const row = {
        version: '1.0.0',
        bundle: JSON.stringify(bundle({ prompts: [{ name, digest }] })),
      } as ModelVersionRow;
      const { promptTexts } = toComparable(
        row,
        new Map([[digest, PROMPT]]),
        [],
      );
      expect(Object.entries(promptTexts ?? {})).toEqual([[name, PROMPT]]);
    },
  );
});
