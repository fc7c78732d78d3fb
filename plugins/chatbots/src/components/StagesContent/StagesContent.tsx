import { Text } from '@backstage/ui';
import {
  AsOf,
  optionalInstant,
  useChatbotsQuery,
  useCursorPages,
  useEntityChatbot,
  useQueryState,
  useTexts,
} from '../../hooks';
import { exactTime } from '../../view';
import { StageTrack } from '../ChatbotOverviewCard/StageTrack';
import {
  CardBoundary,
  CursorPager,
  EmptyState,
  OpenPromotions,
} from '../shared';
import { DeploymentTimeline } from './DeploymentTimeline';
import { InstantPicker } from './InstantPicker';
import { StageDrawing } from './StageDrawing';
import styles from './StagesContent.module.css';

const PAGE_SIZE = 20;

/**
 * What is live where, now or at any instant, and every deployment that led
 * there.
 *
 * @internal
 */
export function StagesContent() {
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const [at, setAt] = useQueryState('at', optionalInstant);
  const stages = useChatbotsQuery({
    key: ['stages', chatbot, at],
    load: async (api, signal) => {
      const { items, latestVersion } = await api.listStages(
        { path: { chatbot }, query: { at } },
        { signal },
      );
      return { stages: items, latestVersion };
    },
  });
  const title = t(at ? 'entity.stages.titleAt' : 'entity.stages.title');

  const content = (
    <div className={styles.page}>
      <section className={styles.stack} aria-label={title}>
        <Text as="h2" variant="title-x-small" weight="bold">
          {title}
        </Text>
        <InstantPicker at={at} onChange={setAt} />
        {at && (
          <span role="status">
            {t('entity.stages.asOf')} <strong>{exactTime(at)}</strong>
          </span>
        )}
        {!at && <OpenNow chatbot={chatbot} />}
        <CardBoundary query={stages} label={t('entity.stages.label')}>
          {overview => (
            <StageTrack
              chatbot={chatbot}
              overview={overview}
              isPast={at !== undefined}
            />
          )}
        </CardBoundary>
      </section>
      <DeploymentList chatbot={chatbot} at={at} />
    </div>
  );
  // Durations count from the instant that is shown.
  return <AsOf value={at ? Date.parse(at) : undefined}>{content}</AsOf>;
}

/** What is under way: a rollout that is stuck says so here too. It is no part of an instant of the past. */
function OpenNow(props: { chatbot: string }) {
  const { chatbot } = props;
  const t = useTexts();
  const query = useChatbotsQuery({
    key: ['overview', chatbot],
    load: (api, signal) => api.getChatbot({ path: { chatbot } }, { signal }),
  });
  return (
    <CardBoundary query={query} label={t('shared.open.label')} lines={1}>
      {({ waiting }) => (
        <OpenPromotions
          promotions={waiting.map(item => ({ ...item, id: item.promotionId }))}
        />
      )}
    </CardBoundary>
  );
}

function DeploymentList(props: { chatbot: string; at: string | undefined }) {
  const { chatbot, at } = props;
  const t = useTexts();
  const pages = useCursorPages(`${chatbot} ${at}`);
  const query = useChatbotsQuery({
    key: ['deployments', chatbot, at, pages.cursor],
    load: (api, signal) =>
      api.listDeployments(
        {
          path: { chatbot },
          query: { at, cursor: pages.cursor, limit: PAGE_SIZE },
        },
        { signal },
      ),
    keepPrevious: true,
  });
  return (
    <section className={styles.stack} aria-label={t('entity.stages.timeline')}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('entity.stages.timeline')}
      </Text>
      <CardBoundary
        query={query}
        label={t('entity.stages.timelineLabel')}
        isEmpty={list => list.items.length === 0}
        empty={
          <EmptyState
            title={t(`entity.stages.${at ? 'emptyAt' : 'empty'}.title`)}
            description={t(
              `entity.stages.${at ? 'emptyAt' : 'empty'}.description`,
            )}
          />
        }
      >
        {list => (
          <>
            <StageDrawing deployments={list.items} />
            <DeploymentTimeline deployments={list.items} />
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
