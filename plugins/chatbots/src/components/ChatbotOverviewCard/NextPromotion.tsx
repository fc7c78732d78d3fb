import { Button, ButtonLink, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import { useOptionalRouteRef, useTexts, type Texts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { RequestPromotionDialog } from '../RequestPromotionDialog';
import { VersionLabel } from '../shared';
import styles from './ChatbotOverviewCard.module.css';
import { nextPromotionView } from './nextPromotionView';

/** Props of {@link NextPromotion}. @internal */
export interface NextPromotionProps {
  overview: Api.ChatbotOverview;
}

/** The next possible promotion as one button that says its state. @internal */
export function NextPromotion(props: NextPromotionProps) {
  const { overview } = props;
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const [asked, setAsked] = useState<{ version: string; stage: string }>();
  const reasonId = useId();
  const chatbot = overview.chatbot.name;
  const view = nextPromotionView(overview);

  // Beside the view, which turns into "open" while the dialog still tells that
  // the request was made; the key keeps it mounted through that.
  const dialog = asked && (
    <RequestPromotionDialog
      key="request"
      chatbot={chatbot}
      version={asked.version}
      stage={asked.stage}
      onClose={() => setAsked(undefined)}
    />
  );

  if (view.kind === 'none') {
    return (
      <>
        <Text as="p" color="secondary">
          {t(
            view.hasVersion
              ? 'entity.overview.next.none'
              : 'entity.overview.next.noVersion',
          )}
        </Text>
        {dialog}
      </>
    );
  }
  const subject = (
    <span className={styles.muted}>
      {t('entity.overview.next.of')}{' '}
      <VersionLabel chatbot={chatbot} version={view.version} short />
    </span>
  );
  if (view.kind === 'open') {
    return (
      <div className={styles.next}>
        <ButtonLink
          variant="primary"
          href={promotionPath?.({ promotionId: view.promotionId })}
        >
          {t('entity.overview.next.open', { stage: view.stage })}
        </ButtonLink>
        {subject}
        {dialog}
      </div>
    );
  }
  return (
    <div className={styles.next}>
      <Button
        variant="primary"
        isDisabled={!view.allowed}
        aria-describedby={view.allowed ? undefined : reasonId}
        onPress={() => setAsked({ version: view.version, stage: view.stage })}
      >
        {labelOf(t, view)}
      </Button>
      {subject}
      {!view.allowed && (
        <span id={reasonId} className={styles.muted}>
          {view.refusal ?? t('entity.overview.next.refused')}
        </span>
      )}
      {dialog}
    </div>
  );
}

function labelOf(
  t: Texts,
  { stage, missing }: { stage: string; missing: number | undefined },
): string {
  if (missing === undefined) {
    return t('entity.overview.next.pending', { stage });
  }
  return missing === 0
    ? t('entity.overview.next.ready', { stage })
    : t('entity.overview.next.missing', { stage, count: missing });
}
