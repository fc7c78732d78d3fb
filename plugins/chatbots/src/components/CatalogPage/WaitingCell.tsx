import { Link } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import { promotionRouteRef } from '../../routes';
import {
  ChatbotLink,
  FactsNeed,
  OutcomeIcon,
  PromotionNeeds,
  StageBadge,
} from '../shared';
import { isolated, Written } from '../text';
import styles from './CatalogPage.module.css';

/** Enough to see what is stuck; the rest stands on the chatbot's page. */
const SHOWN = 2;

/** What a chatbot waits for: its facts, then approvals and rollouts with the stuck first, then why its newest version can't go on. @internal */
export function WaitingCell(props: { summary: Api.ChatbotSummary }) {
  const { chatbot, proposal, failing, gateStage } = props.summary;
  const waiting = [...props.summary.waiting].sort(
    (a, b) => Number(b.stuck) - Number(a.stuck),
  );
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const facts = proposal ? 1 : 0;
  const count = facts + waiting.length + failing.length;
  const hidden = count - SHOWN;
  const mark = (mine: boolean) =>
    mine && (
      <strong className={styles.mine}>{t('catalog.waiting.mine')}</strong>
    );
  if (count === 0) {
    return <span className={styles.muted}>{t('catalog.waiting.nothing')}</span>;
  }
  return (
    <span className={styles.stack}>
      {proposal && (
        <FactsNeed waitingSince={proposal.waitingSince}>
          <ChatbotLink
            chatbot={chatbot.name}
            entityRef={chatbot.entityRef}
            title={t('catalog.waiting.proposal')}
          />{' '}
          {mark(proposal.mine)}
        </FactsNeed>
      )}
      {waiting.slice(0, SHOWN - facts).map(item => (
        <span key={item.promotionId} className={styles.inline}>
          <PromotionNeeds
            promotion={item}
            wrap={words => (
              <Link href={promotionPath?.({ promotionId: item.promotionId })}>
                {words}
              </Link>
            )}
          />
          <StageBadge stage={item.stage} />
          {mark(item.mine)}
        </span>
      ))}
      {failing
        .slice(0, Math.max(0, SHOWN - facts - waiting.length))
        .map(reason => (
          <span key={reason} className={styles.reason} title={isolated(reason)}>
            <OutcomeIcon
              outcome={
                props.summary.verdict === 'inconclusive'
                  ? 'inconclusive'
                  : 'fail'
              }
              iconOnly
            />
            <span>
              <strong>
                {gateStage
                  ? t('catalog.waiting.fails', { stage: gateStage })
                  : t('catalog.waiting.failsGate')}
              </strong>{' '}
              <Written>{reason}</Written>
            </span>
          </span>
        ))}
      {hidden > 0 && (
        <span className={styles.muted}>
          {t('catalog.waiting.more', { number: String(hidden) })}
        </span>
      )}
    </span>
  );
}
