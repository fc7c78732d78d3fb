import { EvaluationEvidence } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { EventType } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { EvaluationSampleRow } from '../../database/evaluationSamples';
import { evaluationContent } from '../evaluationDigests';
import { contentOfEvidence } from '../evaluationRows';
import { ORIGIN_TEXTS, originFacts, tellsOrigin } from '../originFacts';
import { isTold } from '../toldFacts';
import { Claim, ClaimSubject } from './Claim';

/** Types of the events that bear out an evaluation. */
export const EVALUATION_EVIDENCE: readonly EventType[] = [
  'evaluation.reported',
];

/** An evaluation that a gate rests on, and the version that it counts for. */
export interface CountedEvaluation {
  evidence: EvaluationEvidence;
  samples: readonly EvaluationSampleRow[];
  version: { id: string; version: string; digest: string };
}

/** Claims that an evaluation was reported for its version, with every number and text that its rows hold. */
export function evaluationClaim({
  evidence,
  samples,
  version,
}: CountedEvaluation): Claim {
  const subject: ClaimSubject = {
    kind: 'evaluation',
    chatbot: evidence.chatbot,
    id: evidence.id,
  };
  return {
    what: `evaluation ${evidence.id}`,
    subject,
    people: [],
    texts: ORIGIN_TEXTS,
    holds: testimony =>
      testimony.of(subject).some(event => {
        if (event.type !== 'evaluation.reported') {
          return false;
        }
        const { data } = event;
        const origin = originFacts(evidence.origin as Api.Origin);
        return (
          data.version === version.version &&
          data.digest === version.digest &&
          isTold(event, 'versionId', version.id) &&
          data.contentDigest === evidence.contentDigest &&
          data.contentDigest === contentDigest(evidence, samples) &&
          data.deploymentId === evidence.deploymentId &&
          data.stage === evidence.stage &&
          event.occurredAt === evidence.reportedAt &&
          tellsOrigin(data, origin.data) &&
          ORIGIN_TEXTS.every(field =>
            testimony.holdsText(event, field, origin.texts[field]),
          )
        );
      }),
  };
}

/** Undefined for rows that can't be read any more. */
function contentDigest(
  evidence: EvaluationEvidence,
  samples: readonly EvaluationSampleRow[],
): string | undefined {
  try {
    return evaluationContent(contentOfEvidence(evidence, samples));
  } catch {
    return undefined;
  }
}
