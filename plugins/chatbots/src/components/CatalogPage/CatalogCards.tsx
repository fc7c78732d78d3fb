import { Card, CardBody, Skeleton } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts, type CursorPages } from '../../hooks';
import { newestIn } from '../../view';
import {
  ChatbotLink,
  CursorPager,
  EntityPersonLink,
  RiskBadge,
  StageBadge,
} from '../shared';
import styles from './CatalogPage.module.css';
import { CATALOG_PAGE_SIZE } from './catalogFilters';
import { NewestVerdict } from './NewestVerdict';
import { QualityCell } from './QualityCell';
import { StageCell } from './StageCell';
import { WaitingCell } from './WaitingCell';

/** The same order as the table in one column, for narrow screens. @internal */
export function CatalogCards(props: {
  list: Api.ChatbotList | undefined;
  pages: CursorPages;
}) {
  const { list, pages } = props;
  const t = useTexts();
  if (!list) {
    return <Skeleton height={240} />;
  }
  return (
    <>
      <ul className={styles.cards} aria-label={t('catalog.label')}>
        {list.items.map(summary => (
          <li key={summary.chatbot.name}>
            <CatalogCard summary={summary} />
          </li>
        ))}
      </ul>
      <CursorPager
        pages={pages}
        pageSize={CATALOG_PAGE_SIZE}
        count={list.items.length}
        nextCursor={list.nextCursor}
        total={list.total}
      />
    </>
  );
}

function CatalogCard(props: { summary: Api.ChatbotSummary }) {
  const { summary } = props;
  const { chatbot } = summary;
  const t = useTexts();
  return (
    <Card>
      <CardBody>
        <div className={styles.stack}>
          <strong className={styles.title}>
            <ChatbotLink
              chatbot={chatbot.name}
              title={chatbot.title}
              entityRef={chatbot.entityRef}
            />
          </strong>
          <span className={styles.inline}>
            <NewestVerdict
              verdict={summary.verdict}
              latestVersion={summary.latestVersion}
            />
            <RiskBadge riskClass={chatbot.riskClass} />
            <EntityPersonLink entityRef={chatbot.owner} />
          </span>
          <dl className={styles.stages}>
            {summary.stages.map(status => (
              <div key={status.stage}>
                <dt>
                  <StageBadge stage={status.stage} />
                </dt>
                <dd>
                  <StageCell
                    chatbot={chatbot.name}
                    status={status}
                    newest={newestIn(status.stage, summary)}
                  />
                </dd>
              </div>
            ))}
            <div>
              <dt>{t('catalog.column.quality')}</dt>
              <dd>
                <QualityCell quality={summary.quality} />
              </dd>
            </div>
            <div>
              <dt>{t('catalog.column.waiting')}</dt>
              <dd>
                <WaitingCell summary={summary} />
              </dd>
            </div>
          </dl>
        </div>
      </CardBody>
    </Card>
  );
}
