import { compareTexts } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { withContext } from './withContext';

describe('withContext', () => {
  it('leaves out equal lines far from a difference and marks the place', () => {
    const text = (middle: string) =>
      `${'x\n'.repeat(10)}${middle}\n${'y\n'.repeat(10)}`;
    const rows = withContext(compareTexts(text('old'), text('new')).rows, 2);
    expect(rows.map(row => row?.base?.text)).toEqual([
      undefined,
      'x',
      'x',
      'old',
      'y',
      'y',
      undefined,
    ]);
  });
});
