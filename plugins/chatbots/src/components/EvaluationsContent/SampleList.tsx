import { SearchField, Select, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { useChatbotsQuery, useCursorPages, useTexts } from '../../hooks';
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

/** The samples of an evaluation, failed first, searchable and in pages. @internal */
export function SampleList(props: { evaluation: Api.Evaluation }) {
  const { evaluation } = props;
  const evaluationId = evaluation.id;
  const t = useTexts();
  const [search, setSearch] = useState('');
  const [slice, setSlice] = useState(ALL);
  const pages = useCursorPages(`${slice}/${search}`);
  const query = useChatbotsQuery({
    key: ['samples', evaluationId, search, slice, pages.cursor],
    load: (api, signal) =>
      api.listEvaluationSamples(
        {
          path: { evaluationId },
          query: {
            search: search || undefined,
            slice: slice || undefined,
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
          size="small"
          label={t('entity.run.search')}
          placeholder={t('entity.run.searchPlaceholder')}
          onSubmit={setSearch}
          onClear={() => setSearch('')}
        />
        <Select
          className={styles.select}
          label={t('entity.run.sliceFilter')}
          options={[
            { value: ALL, label: t('entity.run.allSlices') },
            ...sliceNames(evaluation).map(value => ({ value, label: value })),
          ]}
          value={slice}
          onChange={value => setSlice(value ? String(value) : ALL)}
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
            <ul className={styles.samples}>
              {list.items.map(sample => (
                <li key={sample.sampleId}>
                  <Sample sample={sample} />
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

function Sample(props: { sample: Api.EvaluationSample }) {
  const { sample } = props;
  const t = useTexts();
  const texts = (['input', 'expected', 'output'] as const).filter(
    name => sample[name],
  );
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
          {Object.entries(sample.scores).map(([metric, value]) => (
            <span key={metric}>
              {metric} {formatMetricValue(value)}
            </span>
          ))}
        </span>
      </summary>
      {texts.length === 0 && (
        <p className={styles.muted}>{t('entity.run.noText')}</p>
      )}
      <dl>
        {texts.map(name => (
          <div key={name}>
            <dt>{t(`entity.run.${name}`)}</dt>
            <dd>
              <LongText label={t(`entity.run.${name}`)}>
                {sample[name] ?? ''}
              </LongText>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
