import { Button, ButtonLink } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { useChatbotsQuery, useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef, versionRouteRef } from '../../routes';
import { RequestPromotionDialog } from '../RequestPromotionDialog';
import { actionAfterEnd } from './actionAfterEnd';
import styles from './promotion.module.css';

/** The next step of a promotion that has ended, as one button. @internal */
export function NextAction(props: { promotion: Api.Promotion }) {
  const t = useTexts();
  const { chatbot, version } = props.promotion;
  const [asked, setAsked] = useState<string>();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const versionPath = useOptionalRouteRef(versionRouteRef);
  const overview = useChatbotsQuery({
    key: ['overview', chatbot],
    load: (api, signal) => api.getChatbot({ path: { chatbot } }, { signal }),
  });
  const action =
    overview.value && actionAfterEnd(props.promotion, overview.value);
  return (
    <>
      {action && (
        <div className={styles.actions}>
          {action.kind === 'open' && (
            <ButtonLink
              variant="primary"
              href={promotionPath?.({ promotionId: action.promotionId })}
            >
              {t('promotion.nextAction.open', { stage: action.stage })}
            </ButtonLink>
          )}
          {action.kind === 'version' && (
            <ButtonLink
              variant="secondary"
              href={versionPath?.({ chatbot, version })}
            >
              {t('promotion.nextAction.version')}
            </ButtonLink>
          )}
          {(action.kind === 'again' || action.kind === 'next') && (
            <Button variant="primary" onPress={() => setAsked(action.stage)}>
              {t(`promotion.nextAction.${action.kind}`, {
                stage: action.stage,
              })}
            </Button>
          )}
        </div>
      )}
      {asked && (
        <RequestPromotionDialog
          chatbot={chatbot}
          version={version}
          stage={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
