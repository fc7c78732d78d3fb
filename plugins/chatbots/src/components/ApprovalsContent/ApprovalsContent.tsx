import { Text } from '@backstage/ui';
import {
  useChatbotsQuery,
  useCursorPages,
  useEntityChatbot,
  useTexts,
} from '../../hooks';
import { CardBoundary, CursorPager, EmptyState } from '../shared';
import styles from './ApprovalsContent.module.css';
import { PromotionTable } from './PromotionTable';
import { openFirst } from './openFirst';

const PAGE_SIZE = 20;

/**
 * A chatbot's promotions: open ones first, then history. Two questions to the
 * server, so that a long history can't push an open one off the page.
 *
 * @internal
 */
export function ApprovalsContent() {
  return (
    <div className={styles.page}>
      <PromotionSection open />
      <PromotionSection open={false} />
    </div>
  );
}

function PromotionSection(props: { open: boolean }) {
  const { open } = props;
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const pages = useCursorPages(chatbot);
  const query = useChatbotsQuery({
    key: ['promotions', chatbot, open, pages.cursor],
    load: (api, signal) =>
      api.listPromotions(
        {
          query: {
            view: 'all',
            chatbot,
            open,
            cursor: pages.cursor,
            limit: PAGE_SIZE,
          },
        },
        { signal },
      ),
    keepPrevious: true,
  });
  const name = open ? 'open' : 'history';
  return (
    <section
      className={styles.stack}
      aria-label={t(`entity.approvals.${name}`)}
    >
      <Text as="h2" variant="title-x-small" weight="bold">
        {t(`entity.approvals.${name}`)}
      </Text>
      <CardBoundary
        query={query}
        label={t(`entity.approvals.${name}Label`)}
        isEmpty={list => list.items.length === 0}
        empty={
          <EmptyState
            title={t(`entity.approvals.empty.${name}Title`)}
            description={t(`entity.approvals.empty.${name}Description`)}
          />
        }
      >
        {list => (
          <>
            <PromotionTable
              label={t(`entity.approvals.${name}`)}
              promotions={openFirst(list.items)}
              isStale={query.refreshing}
            />
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
