import { Select, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useCallback } from 'react';
import {
  optionalName,
  optionalText,
  useChatbotsQuery,
  useCursorPages,
  useEntityChatbot,
  useQueryState,
  useTexts,
  useUrlQuery,
} from '../../hooks';
import { CardBoundary, CursorPager, EmptyState } from '../shared';
import { EvaluationDetail } from './EvaluationDetail';
import styles from './EvaluationsContent.module.css';
import { EvaluationTable } from './EvaluationTable';
import { TrendChart } from './TrendChart';

const PAGE_SIZE = 20;
const TREND_POINTS = 30;
const ALL = '';
const ID = optionalText(
  36,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
);

/**
 * How good a chatbot is and how that went: trends by version, then every
 * evaluation. Which one is open stands in the URL.
 *
 * @internal
 */
export function EvaluationsContent() {
  const [evaluationId, setEvaluationId] = useQueryState('evaluation', ID);
  const { patch } = useUrlQuery();
  const close = useCallback(
    // What was looked for among its samples is nothing to look for in another.
    () => patch({ evaluation: undefined, search: undefined, slice: undefined }),
    [patch],
  );
  return evaluationId ? (
    <EvaluationDetail
      key={evaluationId}
      evaluationId={evaluationId}
      onClose={close}
    />
  ) : (
    <EvaluationOverview onOpen={setEvaluationId} />
  );
}

function EvaluationOverview(props: { onOpen: (evaluationId: string) => void }) {
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const [suite, setSuite] = useQueryState('suite', optionalName);
  const trends = useChatbotsQuery({
    key: ['trends', chatbot],
    load: (api, signal) =>
      api.getTrends(
        { path: { chatbot }, query: { limit: TREND_POINTS } },
        { signal },
      ),
  });
  const suites = [
    ...new Set([
      ...(trends.value?.items.map(trend => trend.suite) ?? []),
      ...(suite ? [suite] : []),
    ]),
  ];

  return (
    <div className={styles.page}>
      {suites.length > 1 && (
        <Select
          className={styles.select}
          label={t('entity.evaluations.suite')}
          options={[
            { value: ALL, label: t('entity.evaluations.allSuites') },
            ...suites.map(value => ({ value, label: value })),
          ]}
          value={suite ?? ALL}
          onChange={value => setSuite(value ? String(value) : undefined)}
        />
      )}
      <section aria-label={t('entity.evaluations.trends')}>
        <CardBoundary
          query={trends}
          label={t('entity.evaluations.trendsLabel')}
          lines={8}
          isEmpty={list => list.items.length === 0}
          empty={
            <EmptyState
              title={t('entity.evaluations.empty.title')}
              description={t('entity.evaluations.empty.description')}
            />
          }
        >
          {list => (
            <div className={styles.charts}>
              {list.items.filter(inSuite(suite)).map(trend => (
                <TrendChart
                  key={`${trend.suite}/${trend.metric}`}
                  chatbot={chatbot}
                  trend={trend}
                />
              ))}
            </div>
          )}
        </CardBoundary>
      </section>
      {/* Without any evaluation one sentence says so, and not two. */}
      {trends.value?.items.length !== 0 && (
        <EvaluationList chatbot={chatbot} suite={suite} onOpen={props.onOpen} />
      )}
    </div>
  );
}

function EvaluationList(props: {
  chatbot: string;
  suite: string | undefined;
  onOpen: (evaluationId: string) => void;
}) {
  const { chatbot, suite, onOpen } = props;
  const t = useTexts();
  const pages = useCursorPages(suite ?? ALL);
  const query = useChatbotsQuery({
    key: ['evaluations', chatbot, suite, pages.cursor],
    load: (api, signal) =>
      api.listEvaluations(
        {
          path: { chatbot },
          query: { suite, cursor: pages.cursor, limit: PAGE_SIZE },
        },
        { signal },
      ),
    keepPrevious: true,
  });
  return (
    <section
      className={styles.stack}
      aria-label={t('entity.evaluations.table')}
    >
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('entity.evaluations.table')}
      </Text>
      <CardBoundary
        query={query}
        label={t('entity.evaluations.label')}
        isEmpty={list => list.items.length === 0}
        empty={
          <Text color="secondary">{t('entity.evaluations.noneListed')}</Text>
        }
      >
        {list => (
          <>
            <EvaluationTable
              evaluations={list.items}
              isStale={query.refreshing}
              onOpen={onOpen}
            />
            <CursorPager
              pages={pages}
              pageSize={PAGE_SIZE}
              count={list.items.length}
              nextCursor={list.nextCursor}
            />
          </>
        )}
      </CardBoundary>
    </section>
  );
}

function inSuite(suite: string | undefined): (trend: Api.Trend) => boolean {
  return trend => suite === undefined || trend.suite === suite;
}
