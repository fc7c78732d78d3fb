import {
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
  ToggleButton,
} from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useRef } from 'react';
import {
  flag,
  oneOf,
  useChatbotsQuery,
  useCursorPages,
  useOptionalRouteRef,
  useTexts,
  useUrlQuery,
} from '../../hooks';
import { rootRouteRef } from '../../routes';
import { FACTS_PAGE_SIZE, FactsInbox } from '../RegistryFacts';
import { CardBoundary, CursorPager, EmptyState, PageFrame } from '../shared';
import { InboxRow } from './InboxRow';
import { InboxSummary } from './InboxSummary';
import { FACTS_VIEWS, INBOX_VIEWS, type InboxView } from './inboxView';
import { useInboxKeys } from './useInboxKeys';
import styles from './inbox.module.css';

const PAGE_SIZE = 20;
const viewCodec = oneOf(INBOX_VIEWS, INBOX_VIEWS[0]);

/** "What needs me?" @internal */
export function InboxPage() {
  return (
    <PageFrame page="approvals">
      <Views />
    </PageFrame>
  );
}

function Views() {
  const t = useTexts();
  const { query, patch } = useUrlQuery();
  const view = viewCodec.parse(query.get('view') ?? undefined);
  // What waits for a decision is never stuck.
  const stuck =
    view !== 'decide' && flag.parse(query.get('stuck') ?? undefined);
  return (
    <div className={styles.page}>
      <Tabs
        selectedKey={view}
        onSelectionChange={key =>
          patch({
            view: viewCodec.serialize(viewCodec.parse(String(key))),
            stuck: undefined,
          })
        }
      >
        <TabList aria-label={t('promotion.inbox.tabs.label')}>
          {INBOX_VIEWS.map(name => (
            <Tab key={name} id={name}>
              {t(`promotion.inbox.tabs.${name}`)}
            </Tab>
          ))}
        </TabList>
        {INBOX_VIEWS.map(name => (
          <TabPanel key={name} id={name}>
            {name === view && (
              <Inbox
                view={view}
                stuck={stuck}
                onStuck={on => patch({ stuck: flag.serialize(on) })}
              />
            )}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}

function Inbox(props: {
  view: InboxView;
  /** Only rollouts that are stuck. */
  stuck: boolean;
  onStuck: (stuck: boolean) => void;
}) {
  const t = useTexts();
  const { view, stuck, onStuck } = props;
  const pages = useCursorPages(`${view} ${stuck}`);
  const { cursor } = pages;
  const rootPath = useOptionalRouteRef(rootRouteRef);
  const promotions = useChatbotsQuery({
    key: ['inbox', view, stuck, cursor],
    load: (api, signal) =>
      api.listPromotions(
        {
          query: {
            view,
            open: true,
            ...(stuck ? { stuck } : {}),
            cursor,
            limit: PAGE_SIZE,
          },
        },
        { signal },
      ),
  });
  const stuckCount = promotions.value?.stuck ?? 0;
  const factsPages = useCursorPages(view);
  const proposals = useChatbotsQuery({
    key: ['facts-proposals', view, factsPages.cursor],
    load: (api, signal) =>
      api.listFactsProposals(
        {
          query: {
            view: FACTS_VIEWS[view],
            state: 'open',
            cursor: factsPages.cursor,
            limit: FACTS_PAGE_SIZE,
          },
        },
        { signal },
      ),
  });
  const rows = useRef<HTMLDivElement>(null);
  useInboxKeys(rows);
  // A proposal is never stuck: it waits for people.
  const hasProposals = !stuck && (proposals.value?.items.length ?? 0) > 0;
  const empty = stuck ? 'stuck' : view;
  return (
    <div ref={rows} className={styles.sections}>
      {(hasProposals || (promotions.value?.items.length ?? 0) > 0) && (
        <KeyHint />
      )}
      <InboxSummary list={promotions.value} />
      {(stuck || stuckCount > 0) && (
        <div>
          <ToggleButton
            isSelected={stuck}
            iconStart={<RiAlarmWarningLine />}
            onChange={onStuck}
          >
            {t('promotion.inbox.stuck', { number: String(stuckCount) })}
          </ToggleButton>
        </div>
      )}
      {!stuck && <FactsInbox query={proposals} pages={factsPages} />}
      {hasProposals && (
        <Text as="h2" variant="title-x-small" className={styles.heading}>
          {t('promotion.inbox.list')}
        </Text>
      )}
      <CardBoundary
        query={promotions}
        label={t('promotion.inbox.loading')}
        lines={9}
        isEmpty={list => list.items.length === 0 && pages.page === 0}
        empty={
          hasProposals ? (
            <Text color="secondary">{t('promotion.inbox.empty.beside')}</Text>
          ) : (
            <EmptyState
              title={t(`promotion.inbox.empty.${empty}.title`)}
              description={t(`promotion.inbox.empty.${empty}.description`)}
              action={{
                label: t('promotion.inbox.empty.action'),
                href: rootPath?.(),
              }}
            />
          )
        }
      >
        {list => (
          <>
            <Rows promotions={list.items} />
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
    </div>
  );
}

/** How the keys go through the rows. */
function KeyHint() {
  const t = useTexts();
  return (
    <Text as="p" variant="body-small" color="secondary" className={styles.hint}>
      {t('promotion.inbox.hint', {
        next: <kbd>{t('promotion.inbox.keyNext')}</kbd>,
        previous: <kbd>{t('promotion.inbox.keyPrevious')}</kbd>,
        open: <kbd>{t('promotion.inbox.keyOpen')}</kbd>,
      })}
    </Text>
  );
}

function Rows(props: { promotions: readonly Api.Promotion[] }) {
  const t = useTexts();
  return (
    <ul className={styles.list} aria-label={t('promotion.inbox.list')}>
      {props.promotions.map(promotion => (
        <InboxRow key={promotion.id} promotion={promotion} />
      ))}
    </ul>
  );
}
