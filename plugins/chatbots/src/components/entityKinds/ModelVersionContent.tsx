import { parseEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Text } from '@backstage/ui';
import { isModelVersionEntity } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useChatbotsQuery, useOptionalRouteRef, useTexts } from '../../hooks';
import { versionRouteRef } from '../../routes';
import {
  CardBoundary,
  ChatbotLink,
  CheckList,
  Digest,
  FactList,
  OutcomeIcon,
  RelativeTime,
  VersionLabel,
  VersionStages,
} from '../shared';
import styles from './entityKinds.module.css';
import { NamelessEntity } from './NamelessEntity';

/** The card of a ModelVersion: what it is, and what each next stage asks. @internal */
export function ModelVersionContent() {
  const t = useTexts();
  const { entity } = useEntity();
  return (
    <EntityInfoCard title={t('entity.kinds.modelVersion')}>
      {isModelVersionEntity(entity) ? (
        <Version
          chatbotRef={entity.spec.chatbot}
          version={entity.spec.version}
        />
      ) : (
        <NamelessEntity />
      )}
    </EntityInfoCard>
  );
}

function Version(props: { chatbotRef: string; version: string }) {
  const { chatbotRef, version } = props;
  const chatbot = parseEntityRef(chatbotRef).name;
  const t = useTexts();
  const query = useChatbotsQuery({
    key: ['version', chatbot, version],
    load: (api, signal) =>
      api.getModelVersion({ path: { chatbot, version } }, { signal }),
    isPending: ({ gates }) =>
      gates.some(({ verdict }) => verdict === 'pending'),
  });
  return (
    <CardBoundary
      query={query}
      label={t('entity.kinds.modelVersion')}
      lines={8}
    >
      {detail => (
        <div className={styles.card}>
          <VersionFacts detail={detail} chatbotRef={chatbotRef} />
          {detail.gates.map(gate => (
            <section key={gate.stage} className={styles.card}>
              <Text as="h3" variant="body-medium" weight="bold">
                {t('entity.kinds.gateFor', { stage: gate.stage })}
              </Text>
              {gate.verdict === 'pending' ? (
                <Text>{t('version.gate.pending', { stage: gate.stage })}</Text>
              ) : (
                <CheckList checks={gate.checks} approvals={gate.approvals} />
              )}
            </section>
          ))}
        </div>
      )}
    </CardBoundary>
  );
}

function VersionFacts(props: {
  detail: Api.ModelVersionDetail;
  chatbotRef: string;
}) {
  const { version } = props.detail;
  const { chatbot, bundle } = version;
  const t = useTexts();
  const versionPath = useOptionalRouteRef(versionRouteRef);
  const { provider, name, revision } = bundle.baseModel;
  return (
    <>
      <FactList
        facts={[
          {
            label: t('entity.kinds.chatbot'),
            value: (
              <ChatbotLink chatbot={chatbot} entityRef={props.chatbotRef} />
            ),
          },
          {
            label: t('entity.kinds.version'),
            value: <VersionLabel chatbot={chatbot} version={version.version} />,
          },
          {
            label: t('entity.kinds.digest'),
            value: <Digest digest={version.digest} />,
          },
          {
            label: t('entity.kinds.verdict'),
            value: <OutcomeIcon outcome={version.verdict} />,
          },
          {
            label: t('entity.kinds.liveIn'),
            value: <VersionStages version={version} />,
          },
          {
            label: t('entity.kinds.baseModel'),
            value: [provider, name, revision].filter(Boolean).join(' · '),
          },
          {
            label: t('entity.kinds.reported'),
            value: <RelativeTime instant={version.reportedAt} />,
          },
        ]}
      />
      <div>
        <ButtonLink
          variant="secondary"
          href={versionPath?.({ chatbot, version: version.version })}
        >
          {t('entity.kinds.open')}
        </ButtonLink>
      </div>
    </>
  );
}
