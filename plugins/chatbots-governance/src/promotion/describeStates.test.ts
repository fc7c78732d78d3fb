import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PROMOTION_STATES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { describeStates, PROMOTION_TRANSITIONS } from '.';

describe('docs/states.md', () => {
  const page = readFileSync(
    resolve(__dirname, '../../../../docs/states.md'),
    'utf8',
  );

  it('is what scripts/generate-docs.mjs writes', () => {
    expect(page).toBe(describeStates());
  });

  it('names every state and edge', () => {
    for (const state of PROMOTION_STATES) {
      expect(page).toContain(`\`${state}\``);
    }
    expect(page.match(/^\| `/gm)).toHaveLength(PROMOTION_TRANSITIONS.length);
  });
});
