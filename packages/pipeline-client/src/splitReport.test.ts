import { fakeHost } from './__testUtils__/fakeHost';
import { BODY_LIMIT } from './generated/evaluationSchema';
import { PipelineClient } from './PipelineClient';
import { splitReport } from './splitReport';

const many = <T>(length: number, make: (n: number) => T) =>
  Array.from({ length }, (_, n) => make(n));
const samplesOf = (length: number, output = 'x') =>
  many(length, n => ({ sampleId: `q${n}`, scores: {}, output }));
const slicesOf = (length: number) =>
  many(length, n => ({
    slice: `t${n}`,
    metric: 'm',
    value: 1,
    sampleCount: 1,
  }));
const api = 'https://portal.example/api/chatbots/pipeline/v1/evaluations';

describe('splitReport', () => {
  it('leaves whole what one request takes', () => {
    const report = {
      suite: 'golden',
      samples: samplesOf(2000),
      slices: slicesOf(1000),
    };
    expect(splitReport(report)).toEqual({ head: report, parts: [] });
  });

  it.each([
    ['a sample more', { samples: samplesOf(2001), slices: [] }, 2],
    ['a slice more', { samples: [], slices: slicesOf(1001) }, 2],
    [
      'all of both',
      { samples: samplesOf(20_000), slices: slicesOf(10_000) },
      19,
    ],
    ['long texts', { samples: samplesOf(700, '評'.repeat(4000)) }, 2],
  ])('splits %s, and keeps the order', (_, lists, length) => {
    const { head, parts } = splitReport({ suite: 'golden', ...lists });
    expect(head).toEqual({ suite: 'golden', parts: length });
    expect(parts).toHaveLength(length);
    const { samples, slices = [] } = lists as Record<string, unknown[]>;
    expect(parts.flatMap(part => part.samples)).toEqual(samples);
    expect(parts.flatMap(part => part.slices)).toEqual(slices);
  });

  it.each(['x', '評', '🚀', '\u0001', '"', '\\'])(
    'makes parts that one request takes of texts of %j',
    letter => {
      const samples = samplesOf(1500, letter.repeat(4000));
      const { parts } = splitReport({ samples, slices: slicesOf(1001) });
      for (const part of parts) {
        const bytes = Buffer.byteLength(JSON.stringify(part));
        expect(bytes).toBeLessThanOrEqual(BODY_LIMIT);
      }
      expect(parts.flatMap(part => part.samples)).toEqual(samples);
    },
  );

  it('refuses more than all parts together may have, before anything is sent', async () => {
    const { host, requests } = fakeHost({});
    const samples = samplesOf(3000, '評'.repeat(8000));
    await expect(
      PipelineClient.create({ host }).reportEvaluation({ samples }),
    ).rejects.toMatchObject({ reason: 'evaluation-too-large' });
    expect(requests).toEqual([]);
  });

  it('sends a large report in parts, again where one got no answer, and completes it', async () => {
    let failed = false;
    const { host, requests } = fakeHost({
      answer: ({ method, url }) => {
        if (method === 'PUT' && url.endsWith('/2') && !failed) {
          failed = true;
          return new Error('reset');
        }
        const status = method === 'POST' ? 201 : 200;
        return { status, body: { id: 'e/1' } };
      },
    });
    const samples = samplesOf(4001);
    const recorded = await PipelineClient.create({ host }).reportEvaluation({
      suite: 'golden',
      run: { id: '7' },
      samples,
    });
    expect(recorded).toEqual({ id: 'e/1' });
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ['POST', api],
      ['PUT', `${api}/e%2F1/parts/1`],
      ['PUT', `${api}/e%2F1/parts/2`],
      ['PUT', `${api}/e%2F1/parts/2`],
      ['PUT', `${api}/e%2F1/parts/3`],
      ['POST', `${api}/e%2F1/complete`],
    ]);
    expect(requests[0].body).toEqual({
      suite: 'golden',
      run: { id: '7' },
      parts: 3,
    });
    expect(requests[2].body).toEqual(requests[3].body);
  });
});
