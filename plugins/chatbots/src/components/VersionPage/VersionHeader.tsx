import { Button, ButtonLink, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useNames, useOptionalRouteRef, useTexts } from '../../hooks';
import { compareRouteRef } from '../../routes';
import {
  ChatbotTrail,
  Digest,
  OpenPromotions,
  OutcomeIcon,
  PageTitle,
  RelativeTime,
  VersionStages,
} from '../shared';
import styles from './version.module.css';

/** Props of {@link VersionHeader}. @internal */
export interface VersionHeaderProps {
  detail: Api.ModelVersionDetail;
  /** Its promotions that are open. */
  open: readonly Api.Promotion[];
  /** The stage that it can be brought to next. */
  next: string | undefined;
  onRequest: () => void;
}

/** Which version it is, how it was evaluated, where it is live, and what one can do with it. @internal */
export function VersionHeader(props: VersionHeaderProps) {
  const t = useTexts();
  const { detail, open, next } = props;
  const { version, previousVersion } = detail;
  const { chatbot } = version;
  const title = t('shared.version.label', {
    chatbot: useNames().chatbot(chatbot),
    version: version.version,
  });
  // Gates stand in the order of the stages: the first is of the next one.
  const [gate] = detail.gates;
  const comparePath = useOptionalRouteRef(compareRouteRef);
  const search =
    previousVersion &&
    new URLSearchParams({ base: previousVersion, target: version.version });
  return (
    <header className={styles.stack}>
      <PageTitle page={t('version.page')} subject={title} />
      <ChatbotTrail chatbot={chatbot} current={version.version} />
      <Text
        as="h1"
        variant={{ initial: 'title-small', md: 'title-medium' }}
        weight="bold"
        className={styles.title}
      >
        {title}
      </Text>
      <div className={styles.head}>
        <span>
          {gate
            ? t('version.gateOf', { stage: gate.stage })
            : t('version.gateOfNext')}{' '}
          <OutcomeIcon outcome={version.verdict} />
        </span>
        <VersionStages version={version} />
        <span className={styles.labelled}>
          <Text color="secondary">{t('version.digest')}</Text>
          <Digest digest={version.digest} />
        </span>
        <Text color="secondary">
          {t('version.reported')} <RelativeTime instant={version.reportedAt} />
        </Text>
        {version.demo && <Text color="secondary">{t('version.demo')}</Text>}
      </div>
      <OpenPromotions promotions={open} />
      <div className={styles.actions}>
        {next ? (
          <Button variant="primary" onPress={props.onRequest}>
            {t('version.requestStage', { stage: next })}
          </Button>
        ) : (
          open.length === 0 && (
            <Text color="secondary">
              {detail.gates.length > 0
                ? t('version.nothingNext')
                : t('version.noStages')}
            </Text>
          )
        )}
        {search && comparePath ? (
          <ButtonLink
            variant="secondary"
            className={styles.wrapping}
            href={`${comparePath({ chatbot })}?${search}`}
          >
            {t('version.compareWithPrevious', { version: previousVersion })}
          </ButtonLink>
        ) : (
          !previousVersion && (
            <Text color="secondary">{t('version.comparePreviousNone')}</Text>
          )
        )}
      </div>
    </header>
  );
}
