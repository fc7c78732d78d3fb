import { SearchField, Select, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  optionalName,
  optionalText,
  useChatbotsQuery,
  useCursorPages,
  useQueryState,
  useTexts,
} from '../../hooks';
import { formatMetricValue } from '../../view';
import {
  CardBoundary,
  CursorPager,
  EmptyState,
  LongText,
  OutcomeIcon,
} from '../shared';
import { Written } from '../text';
import styles from './EvaluationsContent.module.css';
import { sliceNames } from './sliceRows';

const PAGE_SIZE = 20;
const ALL = '';
const SEARCH = optionalText(200);

/** The samples of an evaluation, failed first, searchable and in pages. What is looked for stands in the URL. @internal */
export function SampleList(props: { evaluation: Api.Evaluation }) {
  const { evaluation } = props;
  const evaluationId = evaluation.id;
  const t = useTexts();
  const [search, setSearch] = useQueryState('search', SEARCH);
  const [wanted, setSlice] = useQueryState('slice', optionalName);
  const slices = sliceNames(evaluation);
  // An old link may name a slice that this evaluation does not have.
  const slice = slices.find(name => name === wanted);
  const pages = useCursorPages(JSON.stringify([slice, search]));
  const query = useChatbotsQuery({
    key: ['samples', evaluationId, search, slice, pages.cursor],
    load: (api, signal) =>
      api.listEvaluationSamples(
        {
          path: { evaluationId },
          query: {
            search,
            slice,
            cursor: pages.cursor,
            limit: PAGE_SIZE,
          },
        },
        { signal },
      ),
    keepPrevious: true,
  });
  const emptyName = search || slice ? 'filtered' : 'none';

  return (
    <section className={styles.stack} aria-label={t('entity.run.samples')}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('entity.run.samples')}
      </Text>
      <div className={styles.filters}>
        <SearchField
          className={styles.search}
          size="small"
          label={t('entity.run.search')}
          placeholder={t('entity.run.searchPlaceholder')}
          defaultValue={search ?? ''}
          onSubmit={value => setSearch(value || undefined)}
          onClear={() => setSearch(undefined)}
        />
        <Select
          className={styles.select}
          label={t('entity.run.sliceFilter')}
          options={[
            { value: ALL, label: t('entity.run.allSlices') },
            ...slices.map(value => ({ value, label: value })),
          ]}
          value={slice ?? ALL}
          onChange={value => setSlice(value ? String(value) : undefined)}
        />
      </div>
      <CardBoundary
        query={query}
        label={t('entity.run.samplesLabel')}
        isEmpty={list => list.items.length === 0}
        empty={
          emptyName === 'filtered' ? (
            <EmptyState
              title={t('entity.run.samplesEmpty.filteredTitle')}
              description={t('entity.run.samplesEmpty.filteredDescription')}
            />
          ) : (
            <EmptyState
              title={t('entity.run.samplesEmpty.title')}
              description={t('entity.run.samplesEmpty.description')}
            />
          )
        }
      >
        {list => (
          <>
            {list.items.every(({ reasons }) => !reasons) && (
              <p className={styles.muted}>{t('entity.run.noReasons')}</p>
            )}
            <ul className={styles.samples}>
              {list.items.map(sample => (
                <li key={sample.sampleId}>
                  <Sample sample={sample} metrics={evaluation.metrics} />
                </li>
              ))}
            </ul>
            <CursorPager
              pages={pages}
              pageSize={PAGE_SIZE}
              count={list.items.length}
              nextCursor={list.nextCursor}
              total={list.total}
            />
          </>
        )}
      </CardBoundary>
    </section>
  );
}

function Sample(props: {
  sample: Api.EvaluationSample;
  metrics: readonly Api.Metric[];
}) {
  const { sample, metrics } = props;
  const t = useTexts();
  const { scores, reasons = {} } = sample;
  const scoreOf = (metric: string) =>
    formatMetricValue(
      scores[metric],
      metrics.find(({ name }) => name === metric)?.unit,
    );
  const texts = (['input', 'expected', 'output'] as const).flatMap(name => {
    const text = sample[name];
    return text ? [{ label: t(`entity.run.${name}`), text }] : [];
  });
  const whys = Object.entries(reasons).map(([metric, text]) => ({
    label: t('entity.run.why', { metric, value: scoreOf(metric) }),
    text,
  }));
  const facts = [...texts, ...whys];
  return (
    <details className={styles.sample} open={sample.passed === false}>
      <summary>
        <span className={styles.inline}>
          {sample.passed === undefined ? (
            <span className={styles.muted}>{t('entity.run.notJudged')}</span>
          ) : (
            <OutcomeIcon outcome={sample.passed ? 'pass' : 'fail'} />
          )}
          <strong>
            <Written>{sample.sampleId}</Written>
          </strong>
          {sample.slice && (
            <span className={styles.muted}>
              <Written>{sample.slice}</Written>
            </span>
          )}
          {Object.keys(scores).map(metric => (
            <span key={metric}>
              {metric} {scoreOf(metric)}
            </span>
          ))}
        </span>
      </summary>
      {texts.length === 0 && (
        <p className={styles.muted}>{t('entity.run.noText')}</p>
      )}
      {facts.length > 0 && (
        <dl>
          {facts.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <LongText label={label}>{text}</LongText>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
