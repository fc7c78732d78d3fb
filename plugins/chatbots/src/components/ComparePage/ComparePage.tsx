import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  optionalText,
  useChatbotsQuery,
  useNames,
  useTexts,
  useUrlQuery,
} from '../../hooks';
import { CardBoundary, ChatbotTrail, EmptyState, PageTitle } from '../shared';
import { ComparisonSections } from './ComparisonSections';
import { VersionPickers } from './VersionPickers';
import styles from './sections.module.css';

const PICKER_VERSIONS = 100;
const version = optionalText(100);

/** "What is different, and does it matter?": two versions of one chatbot. @internal */
export function ComparePage(props: { chatbot: string }) {
  const t = useTexts();
  const { chatbot } = props;
  const title = useNames().chatbot(chatbot);
  const { query, patch } = useUrlQuery();
  const base = version.parse(query.get('base') ?? undefined);
  const target = version.parse(query.get('target') ?? undefined);
  const onlyDifferences = query.get('all') !== 'true';
  const ready = base !== undefined && target !== undefined && base !== target;

  const versions = useChatbotsQuery({
    key: ['versions', chatbot],
    load: (api, signal) =>
      api.listModelVersions(
        { path: { chatbot }, query: { limit: PICKER_VERSIONS } },
        { signal },
      ),
  });
  const comparison = useChatbotsQuery({
    key: ready ? ['comparison', chatbot, base, target] : undefined,
    load: (api, signal) =>
      api.compareModelVersions(
        {
          path: { chatbot },
          query: { base: base ?? '', target: target ?? '' },
        },
        { signal },
      ),
  });

  return (
    <div className={styles.page}>
      <PageTitle
        page={t('version.compare.title')}
        subject={
          ready
            ? t('version.compare.subject', { chatbot: title, base, target })
            : title
        }
      />
      <ChatbotTrail chatbot={chatbot} current={t('version.compare.title')} />
      <div>
        <Text
          as="h1"
          variant={{ initial: 'title-small', md: 'title-medium' }}
          weight="bold"
        >
          {t('version.compare.title')}
        </Text>
      </div>
      <VersionPickers
        versions={(versions.value?.items ?? []).map(item => item.version)}
        base={base}
        target={target}
        onlyDifferences={onlyDifferences}
        onChange={({ all, ...sides }) =>
          patch({
            ...sides,
            ...(all === undefined ? {} : { all: all ? 'true' : undefined }),
          })
        }
      />
      {ready ? (
        <CardBoundary
          query={comparison}
          label={t('version.compare.loading')}
          lines={8}
        >
          {value => (
            <Result comparison={value} onlyDifferences={onlyDifferences} />
          )}
        </CardBoundary>
      ) : (
        <Unready same={base !== undefined && base === target} />
      )}
    </div>
  );
}

function Unready(props: { same: boolean }) {
  const t = useTexts();
  const kind = props.same ? 'same' : 'pick';
  return (
    <EmptyState
      title={t(`version.compare.${kind}.title`)}
      description={t(`version.compare.${kind}.description`)}
    />
  );
}

function Result(props: {
  comparison: Api.Comparison;
  onlyDifferences: boolean;
}) {
  const t = useTexts();
  const { comparison, onlyDifferences } = props;
  return (
    <>
      <Card>
        <CardHeader>
          <Text as="h2" variant="title-small" weight="bold">
            {t('version.compare.summary')}
          </Text>
        </CardHeader>
        <CardBody>
          <Text as="p" className={styles.summary}>
            {comparison.summary.join(', ') || t('version.compare.noSummary')}
          </Text>
        </CardBody>
      </Card>
      <Card>
        <CardBody>
          <ComparisonSections
            // The texts that are open belong to the two versions shown.
            key={`${comparison.base}/${comparison.target}`}
            comparison={comparison}
            onlyDifferences={onlyDifferences}
          />
        </CardBody>
      </Card>
    </>
  );
}
