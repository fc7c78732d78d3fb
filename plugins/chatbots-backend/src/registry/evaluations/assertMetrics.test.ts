import { evaluationReport } from '../../__testUtils__/registryFixtures';
import { assertMetrics } from './assertMetrics';

describe('assertMetrics', () => {
  const [metric] = evaluationReport().metrics;

  it('takes a ratio at both ends and anything finite of another unit', () => {
    expect(() =>
      assertMetrics(
        evaluationReport({
          metrics: [
            { ...metric, value: 0 },
            { ...metric, name: 'b', value: 1 },
            { ...metric, name: 'c', unit: 'ms', value: -1234.5 },
            { ...metric, name: 'd', unit: undefined, value: 7 },
          ],
          slices: [],
          samples: [],
        }),
      ),
    ).not.toThrow();
  });

  it.each([NaN, Infinity, -Infinity])(
    'refuses %s wherever it stands, though JSON could not carry it',
    value => {
      const refusal = expect.objectContaining({
        reason: 'metric-invalid',
        message: expect.stringContaining('finite'),
      });
      const plain = { ...metric, unit: undefined };
      expect(() =>
        assertMetrics(evaluationReport({ metrics: [{ ...plain, value }] })),
      ).toThrow(refusal);
      expect(() =>
        assertMetrics(
          evaluationReport({
            metrics: [{ ...plain, standardDeviation: value }],
          }),
        ),
      ).toThrow(refusal);
      expect(() =>
        assertMetrics(
          evaluationReport({
            metrics: [plain],
            slices: [{ slice: 's', metric: plain.name, value, sampleCount: 1 }],
          }),
        ),
      ).toThrow(refusal);
      expect(() =>
        assertMetrics(
          evaluationReport({
            metrics: [plain],
            slices: [],
            samples: [{ sampleId: 'a', scores: { [plain.name]: value } }],
          }),
        ),
      ).toThrow(refusal);
    },
  );

  it('says what to do about a reason of a score that is not there', () => {
    const samples = [
      { sampleId: 'a', scores: {}, reasons: { [metric.name]: 'Why?' } },
    ];
    expect(() => assertMetrics(evaluationReport({ samples }))).toThrow(
      expect.objectContaining({
        reason: 'metric-invalid',
        message: `The reason of sample 'a' for metric '${metric.name}' is of a score that the sample does not have`,
        hint: 'Report the score too, or leave the reason out.',
      }),
    );
  });
});
