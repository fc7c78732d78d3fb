import { bundle, compare } from './testFixtures';

describe('prompts', () => {
  const changed = {
    ...bundle,
    prompts: [{ name: 'system.md', digest: '9'.repeat(64) }],
  };

  it('counts lines', () => {
    const { prompts, summary } = compare(
      { promptTexts: { 'system.md': 'one\ntwo\nthree\n' } },
      { bundle: changed, promptTexts: { 'system.md': 'one\n2\n3\nthree\n' } },
    );
    expect(prompts).toMatchObject([
      { status: 'changed', linesAdded: 2, linesRemoved: 1 },
    ]);
    expect(summary).toEqual(['1 prompt changed']);
  });

  it('counts a whole prompt that comes or goes', () => {
    const without = { ...bundle, prompts: [] };
    const promptTexts = { 'system.md': 'one\ntwo\n' };
    expect(compare({ bundle: without }, { promptTexts }).prompts).toMatchObject(
      [{ status: 'added', linesAdded: 2, linesRemoved: 0 }],
    );
    expect(compare({ promptTexts }, { bundle: without }).prompts).toMatchObject(
      [{ status: 'missing', linesAdded: 0, linesRemoved: 2 }],
    );
  });

  it('counts nothing where a text is not known', () => {
    const [prompt] = compare(
      { promptTexts: { 'system.md': 'one\n' } },
      { bundle: changed },
    ).prompts;
    expect(prompt).toEqual({
      name: 'system.md',
      status: 'changed',
      base: 'one\n',
    });
  });

  it('counts in texts without much in common, and soon', () => {
    const text = (word: string) =>
      Array.from({ length: 20_000 }, (_unused, i) =>
        i % 10 === 0 ? 'shared' : `${word}${i}`,
      ).join('\n');
    const started = performance.now();
    const [prompt] = compare(
      { promptTexts: { 'system.md': text('a') } },
      { bundle: changed, promptTexts: { 'system.md': `${text('b')}\nmore` } },
    ).prompts;
    expect(prompt).toMatchObject({ linesAdded: 18_001, linesRemoved: 18_000 });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('finds no line changed where line ends alone differ', () => {
    const { prompts, summary } = compare(
      { promptTexts: { 'system.md': '\uFEFFone\r\ntwo' } },
      { bundle: changed, promptTexts: { 'system.md': 'one\ntwo\n' } },
    );
    expect(prompts).toMatchObject([
      { linesAdded: 0, linesRemoved: 0, onlyLineEnds: true },
    ]);
    expect(summary).toEqual(['1 prompt changed in line ends (BOM) only']);
  });

  it('says first that a prompt holds characters that nobody sees', () => {
    const target = {
      bundle: changed,
      promptTexts: { 'system.md': 'one\u200B\u{E0041}\r\n' },
    };
    expect(
      compare({ promptTexts: { 'system.md': 'one\n' } }, target).summary,
    ).toEqual(['2 hidden characters in prompts', '1 prompt changed']);
    expect(compare(undefined, target).summary).toEqual([
      'first version here',
      '2 hidden characters in prompts',
    ]);
  });
});
