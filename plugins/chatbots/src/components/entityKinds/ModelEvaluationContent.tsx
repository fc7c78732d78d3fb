import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { isModelEvaluationEntity } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useTexts } from '../../hooks';
import { EvaluationDetail } from '../EvaluationsContent/EvaluationDetail';
import { NamelessEntity } from './NamelessEntity';

/** The card of a ModelEvaluation: the same detail as in the chatbot's tab. @internal */
export function ModelEvaluationContent() {
  const t = useTexts();
  const { entity } = useEntity();
  return (
    <EntityInfoCard title={t('entity.kinds.modelEvaluation')}>
      {isModelEvaluationEntity(entity) ? (
        <EvaluationDetail evaluationId={entity.spec.id} />
      ) : (
        <NamelessEntity />
      )}
    </EntityInfoCard>
  );
}
