import { z } from 'zod';
import { PolicyCheckBase } from '../policy';
import { CheckFinding, defineCheck, FactsOf } from './CheckDefinition';
import { ExternalAnswer } from './ExternalAnswer';

/**
 * A system outside the portal, such as a change board, approved the promotion.
 *
 * @public
 */
export type ExternalCheck = PolicyCheckBase & {
  /** Name of this type of check. */
  type: 'external';
  /** Id of the system in `chatbots.externalChecks`. */
  system: string;
};

const system = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: 'must be lower-case letters, digits and hyphens, 40 at most',
});

/** The check, as it registers. @internal */
export const externalDefinition = defineCheck<ExternalCheck, 'external'>({
  type: 'external',
  version: '1',
  schema: z.strictObject({ system }),
  needs: ['external'],
  describe,
  evaluate: externalCheck,
});

function describe(check: ExternalCheck) {
  return {
    title: `Approval by ${check.system}`,
    expected: `approved by ${check.system}`,
  };
}

function externalCheck(
  check: ExternalCheck,
  { external }: FactsOf<'external'>,
): CheckFinding {
  const answer = external.find(one => one.system === check.system);
  if (!answer) {
    return {
      ...describe(check),
      outcome: 'inconclusive',
      actual: 'no answer yet',
      reason: `${check.system} is asked once a promotion is requested, and has not answered yet`,
      reasonCode: 'answer-outstanding',
    };
  }
  const found = {
    ...describe(check),
    actual: actualOf(answer),
    ...(answer.link
      ? {
          links: [
            { title: answer.reference ?? check.system, url: answer.link },
          ],
        }
      : {}),
  };
  const words = answer.comment ? `: ${answer.comment}` : '';
  switch (answer.status) {
    case 'approved':
      return {
        ...found,
        outcome: 'pass',
        reason: `${check.system} approved it${words}`,
        reasonCode: 'rule-met',
      };
    case 'refused':
      return {
        ...found,
        outcome: 'fail',
        reason: `${check.system} refused it${words}`,
        reasonCode: 'answer-refused',
      };
    default:
      return {
        ...found,
        outcome: 'inconclusive',
        reason: `${check.system} has it and has not decided yet${words}`,
        reasonCode: 'answer-outstanding',
      };
  }
}

/** For example "approved, CHG-1042, by change board, 2026-03-10T12:00:00.000Z". */
function actualOf(answer: ExternalAnswer): string {
  const { status, reference, answeredBy, decidedAt } = answer;
  return [status, reference, answeredBy && `by ${answeredBy}`, decidedAt]
    .filter(Boolean)
    .join(', ');
}
