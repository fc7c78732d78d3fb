import { evaluateChecks } from './evaluateChecks';
import { ExternalAnswer } from './ExternalAnswer';
import { ExternalCheck } from './externalCheck';
import { input } from './testFixtures';

const check: ExternalCheck = {
  id: 'change',
  type: 'external',
  system: 'change-board',
};

const answer: ExternalAnswer = {
  id: 'a1',
  system: 'change-board',
  status: 'approved',
  digest: 'd',
};

function found(external?: ExternalAnswer[]) {
  return evaluateChecks(input([check], { external }))[0];
}

describe('externalCheck', () => {
  it.each([
    ['before a promotion is requested', undefined],
    ['before the system answered', []],
    ['when another system answered', [{ ...answer, system: 'other' }]],
    ['while the system has not decided', [{ ...answer, status: 'pending' }]],
  ] as [string, ExternalAnswer[] | undefined][])(
    'blocks %s',
    (_when, given) => {
      expect(found(given)).toMatchObject({
        outcome: 'inconclusive',
        reasonCode: 'answer-outstanding',
        blocking: true,
      });
    },
  );

  it('passes with what the system said, and its link', () => {
    expect(
      found([
        {
          ...answer,
          reference: 'CHG-1042',
          link: 'https://changes.example/CHG-1042',
          answeredBy: 'change board',
          comment: 'within the window',
        },
      ]),
    ).toMatchObject({
      outcome: 'pass',
      actual: 'approved, CHG-1042, by change board',
      reason: 'change-board approved it: within the window',
      links: [{ title: 'CHG-1042', url: 'https://changes.example/CHG-1042' }],
    });
  });

  it('fails where the system refused', () => {
    expect(found([{ ...answer, status: 'refused' }])).toMatchObject({
      outcome: 'fail',
      reasonCode: 'answer-refused',
      blocking: true,
    });
  });
});
