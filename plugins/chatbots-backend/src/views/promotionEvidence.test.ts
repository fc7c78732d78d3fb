import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { splitEvidence } from './promotionEvidence';

const DECIDED = '2026-03-10T12:00:00.000Z';

function evaluation(
  id: string,
  suite: string,
  time: string,
): EvaluationEvidence {
  return {
    id,
    contentDigest: id,
    chatbot: 'support-bot',
    version: '1',
    versionDigest: 'd',
    suite,
    datasetName: 'golden',
    datasetRevision: '14',
    datasetDigest: 'g',
    judge: { name: 'lexical', kind: 'stand-in', digest: 'j' },
    metrics: [],
    slices: [],
    hasSamples: false,
    origin: { kind: 'token' },
    startedAt: DECIDED,
    finishedAt: DECIDED,
    reportedAt: `2026-03-10T${time}:00.000Z`,
  };
}

describe('splitEvidence', () => {
  const bound = evaluation('bound', 'golden', '09:00');
  const refused = evaluation('refused', 'golden', '10:00');
  const voiding = evaluation('voiding', 'golden', '12:00');
  const early = evaluation('early', 'smoke', '11:00');
  const late = evaluation('late', 'smoke', '13:00');
  const all = [late, voiding, early, refused, bound];
  const split = (until?: string) => {
    const { shown, later } = splitEvidence(all, {
      bound: new Set(['bound']),
      ...(until ? { until } : {}),
    });
    return [shown, later].map(list => list.map(({ id }) => id).sort());
  };

  it('shows of a bound suite what is bound and nothing else, and of others what was known when it was decided', () => {
    expect(split(DECIDED)).toEqual([
      ['bound', 'early'],
      // What made it void came at the very instant.
      ['late', 'voiding'],
    ]);
  });

  it('puts nothing later while it can be decided', () => {
    expect(split()).toEqual([['bound', 'early', 'late'], []]);
  });
});
