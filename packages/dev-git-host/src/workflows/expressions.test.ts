import { evaluate, holds, interpolate } from './expressions';

const contexts = {
  github: {
    event_name: 'push',
    event: { inputs: { stage: 'staging' } },
    actor: "o'neil",
  },
  inputs: { stage: 'staging', dry: false, 'with-dash': 'x' },
  labels: ['a', 'b'],
};

describe('expressions of workflows', () => {
  it.each([
    ["github.event_name == 'push'", true],
    ["github.event_name != 'pull_request' && inputs.stage", 'staging'],
    ["inputs.missing || 'fallback'", 'fallback'],
    ["inputs['with-dash']", 'x'],
    ['github.event.inputs.stage', 'staging'],
    ['github.nothing.below', null],
    ['!inputs.dry', true],
    ["(1 < 2) == true && 'A' == 'a'", true],
    ["contains(labels, 'B')", true],
    ["startsWith('refs/heads/main', 'refs/')", true],
    ["format('{0} and {1}', 'it''s', 2)", "it's and 2"],
    ['3 >= 3', true],
  ])('reads %s', (expression, value) => {
    expect(evaluate(expression, contexts)).toEqual(value);
  });

  it('replaces expressions in a text, and unknown names by nothing', () => {
    expect(
      interpolate(
        'to ${{ inputs.stage }} by ${{ github.actor }}${{ vars.NONE }}',
        contexts,
      ),
    ).toBe("to staging by o'neil");
  });

  it.each(['github.', "'open", 'a b', 'unheard(1)', '1 +'])(
    'refuses %s',
    expression => {
      expect(() => evaluate(expression, contexts)).toThrow(
        expect.objectContaining({ name: 'InputError' }),
      );
    },
  );

  it('holds a condition back after a failure unless it asks for one', () => {
    const failed = { failed: true, cancelled: false };
    expect(holds(undefined, contexts, failed)).toBe(false);
    expect(holds("inputs.stage == 'staging'", contexts, failed)).toBe(false);
    expect(holds('failure()', contexts, failed)).toBe(true);
    expect(holds('${{ always() }}', contexts, failed)).toBe(true);
    const fine = { failed: false, cancelled: false };
    expect(holds(undefined, contexts, fine)).toBe(true);
    expect(holds("github.event_name == 'x'", contexts, fine)).toBe(false);
  });
});
