import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isOpen } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useState } from 'react';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { RequestPromotionDialog } from '../RequestPromotionDialog';
import { CardBoundary } from '../shared';
import { Lineage } from './Lineage';
import { ModelCardFacts } from './ModelCardFacts';
import { nextOf } from './nextOf';
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
  const [requesting, setRequesting] = useState<string>();
  const open = detail.promotions.filter(({ state }) => isOpen(state));
  const next = nextOf(detail);
  return (
    <div className={styles.stack}>
      <VersionHeader
        detail={detail}
        open={open}
        next={next}
        onRequest={() => setRequesting(next)}
      />
      <div className={styles.columns}>
        <ModelCardFacts detail={detail} />
        <div className={styles.stack}>
          <StageGates gates={gates} open={open} />
          <Lineage detail={detail} />
        </div>
      </div>
      {requesting && (
        <RequestPromotionDialog
          chatbot={version.chatbot}
          version={version.version}
          stage={requesting}
          onClose={() => setRequesting(undefined)}
        />
      )}
    </div>
  );
}
