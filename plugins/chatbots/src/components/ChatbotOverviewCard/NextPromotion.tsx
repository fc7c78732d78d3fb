import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import { reasonWithNames, useNames, useTexts, type Texts } from '../../hooks';
import { RequestPromotionDialog } from '../RequestPromotionDialog';
import { VersionLabel } from '../shared';
import { isolated } from '../text';
import styles from './ChatbotOverviewCard.module.css';
import { promotionOffers, type PromotionOffer } from './promotionOffers';

/** Props of {@link NextPromotion}. @internal */
export interface NextPromotionProps {
  overview: Api.ChatbotOverview;
}

/** Every promotion that can be asked for as one button that says its state. @internal */
export function NextPromotion(props: NextPromotionProps) {
  const { overview } = props;
  const t = useTexts();
  const [asked, setAsked] = useState<PromotionOffer>();
  const offers = promotionOffers(overview);
  const chatbot = overview.chatbot.name;
  return (
    <>
      {offers.length === 0 && overview.waiting.length === 0 && (
        <Text as="p" color="secondary">
          {t(
            overview.latestVersion === undefined
              ? 'entity.overview.next.noVersion'
              : 'entity.overview.next.none',
          )}
        </Text>
      )}
      {offers.map((offer, index) => (
        <Offer
          key={`${offer.stage} ${offer.version}`}
          chatbot={chatbot}
          offer={offer}
          isFirst={index === 0}
          onAsk={() => setAsked(offer)}
        />
      ))}
      {/* Beside the offers, which change while the dialog still tells that the request was made. */}
      {asked && (
        <RequestPromotionDialog
          chatbot={chatbot}
          version={asked.version}
          stage={asked.stage}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function Offer(props: {
  chatbot: string;
  offer: PromotionOffer;
  isFirst: boolean;
  onAsk: () => void;
}) {
  const { chatbot, offer, isFirst, onAsk } = props;
  const t = useTexts();
  const names = useNames();
  const reasonId = useId();
  return (
    <div className={styles.next}>
      <Button
        variant={isFirst ? 'primary' : 'secondary'}
        isDisabled={!offer.allowed}
        aria-describedby={offer.allowed ? undefined : reasonId}
        onPress={onAsk}
      >
        {labelOf(t, offer)}
      </Button>
      <span className={styles.muted}>
        {t('entity.overview.next.of')}{' '}
        <VersionLabel chatbot={chatbot} version={offer.version} short />
      </span>
      {offer.checks.length > 0 && (
        <span className={styles.muted}>
          {t('entity.overview.next.checks', {
            checks: offer.checks.map(isolated).join(', '),
          })}
        </span>
      )}
      {!offer.allowed && (
        <span id={reasonId} className={styles.muted}>
          {offer.refusal === undefined
            ? t('entity.overview.next.refused')
            : reasonWithNames({ reason: offer.refusal }, names)}
        </span>
      )}
    </div>
  );
}

function labelOf(t: Texts, { stage, missing }: PromotionOffer): string {
  if (missing === undefined) {
    return t('entity.overview.next.pending', { stage });
  }
  return missing === 0
    ? t('entity.overview.next.ready', { stage })
    : t('entity.overview.next.missing', { stage, count: missing });
}
