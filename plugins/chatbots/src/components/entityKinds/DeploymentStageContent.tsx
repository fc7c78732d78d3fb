import { parseEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { isDeploymentStageEntity } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { StageTrack } from '../ChatbotOverviewCard/StageTrack';
import { CardBoundary, ChatbotLink, FactList } from '../shared';
import styles from './entityKinds.module.css';
import { NamelessEntity } from './NamelessEntity';

/** The card of a DeploymentStage: what is live there, since when, by whose approval. @internal */
export function DeploymentStageContent() {
  const t = useTexts();
  const { entity } = useEntity();
  return (
    <EntityInfoCard title={t('entity.kinds.deploymentStage')}>
      {isDeploymentStageEntity(entity) ? (
        <Stage chatbotRef={entity.spec.chatbot} stage={entity.spec.type} />
      ) : (
        <NamelessEntity />
      )}
    </EntityInfoCard>
  );
}

function Stage(props: { chatbotRef: string; stage: string }) {
  const { chatbotRef, stage } = props;
  const chatbot = parseEntityRef(chatbotRef).name;
  const t = useTexts();
  const query = useChatbotsQuery({
    key: ['overview', chatbot],
    load: (api, signal) => api.getChatbot({ path: { chatbot } }, { signal }),
  });
  return (
    <CardBoundary query={query} label={t('entity.kinds.deploymentStage')}>
      {overview => (
        <div className={styles.card}>
          <FactList
            facts={[
              {
                label: t('entity.kinds.chatbot'),
                value: <ChatbotLink chatbot={chatbot} entityRef={chatbotRef} />,
              },
            ]}
          />
          <StageTrack chatbot={chatbot} overview={overview} only={stage} />
        </div>
      )}
    </CardBoundary>
  );
}
