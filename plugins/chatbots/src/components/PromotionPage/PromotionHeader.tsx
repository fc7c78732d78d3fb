import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { describeReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { ReactNode } from 'react';
import { useNames, useTexts } from '../../hooks';
import {
  ChatbotTrail,
  CopyButton,
  Digest,
  LongText,
  PersonList,
  RelativeTime,
  RiskBadge,
  StageBadge,
  StateChip,
  VersionLabel,
} from '../shared';
import { isolated } from '../text';
import styles from './promotion.module.css';

/** Enough to tell promotions apart; the copy is always whole. */
const SHOWN_OF_ID = 8;

/** What is asked, by whom, since when, and how long it stays open. @internal */
export function PromotionHeader(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const names = useNames();
  const { promotion, chatbot } = props.detail;
  return (
    <header className={styles.header}>
      <ChatbotTrail
        chatbot={chatbot.name}
        title={chatbot.title}
        entityRef={chatbot.entityRef}
        current={t('shared.open.title', {
          version: promotion.version,
          stage: promotion.stage,
        })}
      />
      <Text
        as="h1"
        variant={{ initial: 'title-small', md: 'title-medium' }}
        weight="bold"
        className={styles.title}
      >
        {t('promotion.title', {
          chatbot: names.chatbot(promotion.chatbot),
          version: promotion.version,
          stage: promotion.stage,
        })}
      </Text>
      <div className={styles.meta}>
        <StateChip state={promotion.state} />
        <VersionLabel
          chatbot={promotion.chatbot}
          version={promotion.version}
          short
        />
        <StageBadge stage={promotion.stage} />
        <RiskBadge riskClass={chatbot.riskClass} />
        {promotion.stateReason && (
          <Text color="secondary" title={promotion.stateReason}>
            {t('promotion.stateReason', {
              reason: isolated(describeReason(promotion.stateReason)),
            })}
          </Text>
        )}
      </div>
      <dl className={`${styles.meta} ${styles.facts}`}>
        <Fact name={t('promotion.requestedBy')}>
          <PersonList entityRefs={promotion.requestedBy} />
          {promotion.requestedVia === 'pipeline' && (
            <Text color="secondary"> {t('promotion.viaPipeline')}</Text>
          )}
        </Fact>
        <Fact name={t('promotion.requested')}>
          <RelativeTime instant={promotion.requestedAt} />
        </Fact>
        {(isBeforeDeployment(promotion.state) ||
          promotion.state === 'expired') && (
          <Fact
            name={
              promotion.state === 'expired'
                ? t('promotion.expiredAt')
                : t('promotion.expires')
            }
          >
            <RelativeTime instant={promotion.expiresAt} />
          </Fact>
        )}
        <Fact name={t('promotion.strategy')}>
          {t(`shared.strategy.${promotion.strategy}`)}
        </Fact>
        <Fact name={t('promotion.id')}>
          <code title={promotion.id}>{promotion.id.slice(0, SHOWN_OF_ID)}</code>
          <CopyButton text={promotion.id} label={t('promotion.copyId')} />
        </Fact>
        <Fact name={t('promotion.digest')}>
          <Digest digest={promotion.digest} />
        </Fact>
      </dl>
      {promotion.comment && (
        <div className={styles.facts}>
          <strong>{t('promotion.comment')}:</strong>{' '}
          <LongText label={t('promotion.comment')}>
            {promotion.comment}
          </LongText>
        </div>
      )}
    </header>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
