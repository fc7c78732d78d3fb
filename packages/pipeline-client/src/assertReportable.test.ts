import { fakeHost } from './__testUtils__/fakeHost';
import { assertReportable, reportLimits } from './assertReportable';
import { PipelineClient } from './PipelineClient';

/** What is thrown, as its reader has it. */
function refusal(report: object, place?: (path: readonly unknown[]) => string) {
  try {
    assertReportable(report, { place });
  } catch (error) {
    const { message, reason, hint } = error as Record<string, string>;
    return { message, reason, hint };
  }
  return undefined;
}

const rocket = (length: number) => '🚀'.repeat(length);

describe('assertReportable', () => {
  it('takes a dataset before the first question, with names of any script', () => {
    expect(refusal({})).toBeUndefined();
    const dataset = {
      suite: 'golden',
      dataset: { name: '客服问答' },
      judge: { name: 'gpt-4o (Azure, West Europe)' },
      metrics: [{ name: 'factual_correctness(mode=f1)' }],
      samples: [
        { sampleId: 'q/1', slice: 'Übersicht & Maße', input: rocket(4000) },
        { sampleId: 'q/2', slice: 'kategorie/评分', expected: rocket(4000) },
      ],
    };
    expect(refusal(dataset)).toBeUndefined();
  });

  it.each<[object, string, string, RegExp]>([
    [
      { samples: [{ slice: 'Maße*' }] },
      "samples[0].slice has '*' (U+002A) at character 5",
      'name-invalid',
      /^In samples\[0\]\.slice, take out '\*'/,
    ],
    [
      { samples: [{ sampleId: 'u\u0308' }] },
      "samples[0].sampleId is not in the form NFC of Unicode: character 1 is 'u' (U+0075), where NFC has 'ü' (U+00FC)",
      'name-invalid',
      /normalize the name to NFC/,
    ],
    [
      { suite: 'ü'.repeat(101) },
      'suite has 101 characters',
      'name-invalid',
      /at most 100/,
    ],
    [
      { metrics: [{ name: 'a', value: NaN }] },
      'metrics[0].value is NaN or infinite, which is no number of JSON',
      'input-invalid',
      /Write null or leave the metric out/,
    ],
    [
      { samples: [{ scores: { 'a"': 1 } }] },
      `samples[0].scores.a" has '"' (U+0022) at character 2`,
      'name-invalid',
      /take out/,
    ],
    [
      { samples: [{ input: rocket(4001) }] },
      'samples[0].input has 4001 characters, and at most 4000 are kept',
      'input-invalid',
      /^Cut it by characters/,
    ],
    [
      { samples: [{ output: `${'a'.repeat(7999)}🚀`.slice(0, 8000) }] },
      'samples[0].output has half of a surrogate pair',
      'input-invalid',
      /^Cut texts by characters/,
    ],
    [
      { samples: [{ sampleId: 'q' }, { sampleId: 'p' }, { sampleId: 'q' }] },
      "samples[2].sampleId 'q' stands in samples[0] too",
      'input-invalid',
      /an id of its own/,
    ],
    [
      { metrics: Array.from({ length: 101 }, (_, i) => ({ name: `m${i}` })) },
      'metrics has 101 items, and at most 100 are taken',
      'input-invalid',
      /./,
    ],
    [
      { samples: Array.from({ length: 20_001 }, () => ({})) },
      'samples are 20001, and one evaluation has at most 20000',
      'evaluation-too-large',
      /a suite of its own/,
    ],
    [
      { slices: Array.from({ length: 10_001 }, () => ({})) },
      'slices are 10001, and one evaluation has at most 10000',
      'evaluation-too-large',
      /a suite of its own/,
    ],
    [
      { startedAt: '2016-12-31T23:59:60Z' },
      'startedAt is no instant of the calendar',
      'input-invalid',
      /2026-11-29T15:00:00Z/,
    ],
    [
      { judge: { kind: 'human' } },
      'judge.kind is none of llm, deterministic, stand-in',
      'input-invalid',
      /./,
    ],
  ])('refuses %#: %s', (report, message, reason, hint) => {
    expect(refusal(report)).toEqual({
      message,
      reason,
      hint: expect.stringMatching(hint),
    });
  });

  it('says the line of a dataset for each of the first problems', () => {
    const samples = Array.from({ length: 7 }, (_, i) => ({
      sampleId: `q${i}`,
      slice: i % 2 ? 'HR' : 'HR?',
    }));
    const place = ([, index]: readonly unknown[]) =>
      `golden.jsonl:${Number(index) + 1}`;
    const { message } = refusal({ samples }, place)!;
    expect(message.split('; ')).toEqual(
      [0, 2, 4, 6].map(
        i =>
          `golden.jsonl:${
            i + 1
          }: samples[${i}].slice has '?' (U+003F) at character 3`,
      ),
    );
    const all = samples.map(sample => ({ ...sample, slice: '?' }));
    expect(refusal({ samples: all }, place)?.message).toMatch(/; and 2 more$/);
  });

  it('knows the limits of the API description', () => {
    expect(reportLimits).toEqual({
      samples: 20_000,
      slices: 10_000,
      metrics: 100,
      name: 100,
      input: 4000,
      expected: 4000,
      output: 8000,
      reason: 2000,
    });
  });

  it('keeps a client from sending what the portal would refuse', async () => {
    const { host, requests } = fakeHost({});
    await expect(
      PipelineClient.create({ host }).reportEvaluation({ suite: 'a|b' }),
    ).rejects.toMatchObject({ reason: 'name-invalid' });
    expect(requests).toEqual([]);
  });
});
