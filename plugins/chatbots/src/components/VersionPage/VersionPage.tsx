import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { RequestPromotionDialog } from '../RequestPromotionDialog';
import { CardBoundary } from '../shared';
import { Lineage } from './Lineage';
import { ModelCardFacts } from './ModelCardFacts';
import { StageGates } from './StageGates';
import { VersionHeader } from './VersionHeader';
import styles from './version.module.css';

/** The model card: "what is this, and may it go out?" @internal */
export function VersionPage(props: { chatbot: string; version: string }) {
  const t = useTexts();
  const { chatbot, version } = props;
  const detail = useChatbotsQuery({
    key: ['version', chatbot, version],
    load: (api, signal) =>
      api.getModelVersion({ path: { chatbot, version } }, { signal }),
    isPending: ({ gates }) =>
      gates.some(({ verdict }) => verdict === 'pending'),
  });
  return (
    <div className={styles.page}>
      <CardBoundary query={detail} label={t('version.loading')} lines={12}>
        {value => <VersionCard detail={value} />}
      </CardBoundary>
    </div>
  );
}

function VersionCard(props: { detail: Api.ModelVersionDetail }) {
  const { detail } = props;
  const { version, gates } = detail;
  const [requesting, setRequesting] = useState(false);
  return (
    <div className={styles.stack}>
      <VersionHeader detail={detail} onRequest={() => setRequesting(true)} />
      <div className={styles.columns}>
        <ModelCardFacts detail={detail} />
        <div className={styles.stack}>
          <StageGates gates={gates} />
          <Lineage detail={detail} />
        </div>
      </div>
      {requesting && (
        <RequestPromotionDialog
          chatbot={version.chatbot}
          version={version.version}
          stage={gates[0]?.stage}
          onClose={() => setRequesting(false)}
        />
      )}
    </div>
  );
}
