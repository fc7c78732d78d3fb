import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { ReactNode } from 'react';
import { useTexts } from '../../hooks';
import {
  ChatbotLink,
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

/** What is asked, by whom, since when, and how long it stays open. @internal */
export function PromotionHeader(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { promotion, chatbot } = props.detail;
  return (
    <header className={styles.header}>
      <Text
        as="h1"
        variant={{ initial: 'title-small', md: 'title-medium' }}
        weight="bold"
        className={styles.title}
      >
        {t('promotion.title', {
          chatbot: promotion.chatbot,
          version: promotion.version,
          stage: promotion.stage,
        })}
      </Text>
      <div className={styles.meta}>
        <StateChip state={promotion.state} />
        <ChatbotLink
          chatbot={chatbot.name}
          title={chatbot.title}
          entityRef={chatbot.entityRef}
        />
        <VersionLabel
          chatbot={promotion.chatbot}
          version={promotion.version}
          short
        />
        <StageBadge stage={promotion.stage} />
        <RiskBadge riskClass={chatbot.riskClass} />
        {promotion.stateReason && (
          <Text color="secondary">
            {t('promotion.stateReason', {
              reason: isolated(promotion.stateReason),
            })}
          </Text>
        )}
      </div>
      <dl className={styles.meta}>
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
          <code>{promotion.id}</code>
          <CopyButton text={promotion.id} label={t('promotion.copyId')} />
        </Fact>
        <Fact name={t('promotion.digest')}>
          <Digest digest={promotion.digest} />
        </Fact>
      </dl>
      {promotion.comment && (
        <div>
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
