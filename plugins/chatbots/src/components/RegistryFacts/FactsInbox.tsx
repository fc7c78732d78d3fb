import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useState } from 'react';
import { useTexts, type ChatbotsQuery, type CursorPages } from '../../hooks';
import { CardBoundary, CursorPager, FactsNeed } from '../shared';
import { isolated } from '../text';
import { DecideFactsDialog, ProposedBy } from './DecideFactsDialog';
import { FactsChanges } from './FactsChanges';
import styles from './facts.module.css';

/** Proposals on one page of the inbox. @internal */
export const FACTS_PAGE_SIZE = 10;

/** Props of {@link FactsInbox}. @internal */
export interface FactsInboxProps {
  query: ChatbotsQuery<Api.FactsProposalList>;
  pages: CursorPages;
}

/** What is proposed of chatbots and waits, a row each; nothing where nothing waits. @internal */
export function FactsInbox(props: FactsInboxProps) {
  const { query, pages } = props;
  const t = useTexts();
  const [opened, setOpened] = useState<Api.FactsProposal>();
  return (
    <CardBoundary
      query={query}
      label={t('facts.inbox.label')}
      lines={2}
      isEmpty={list => list.items.length === 0 && pages.page === 0}
    >
      {list => (
        <section className={styles.inbox} aria-label={t('facts.inbox.label')}>
          <Text as="h2" variant="title-x-small">
            {t('facts.inbox.title')}
          </Text>
          <ul className={styles.list} aria-label={t('facts.inbox.label')}>
            {list.items.map(proposal => (
              <FactsRow
                key={proposal.id}
                proposal={proposal}
                onOpen={() => setOpened(proposal)}
              />
            ))}
          </ul>
          <CursorPager
            pages={pages}
            pageSize={FACTS_PAGE_SIZE}
            count={list.items.length}
            nextCursor={list.nextCursor}
          />
          {opened && (
            <DecideFactsDialog
              proposal={opened}
              onClose={() => setOpened(undefined)}
            />
          )}
        </section>
      )}
    </CardBoundary>
  );
}

/** One proposal: of which chatbot, what changes, by whom and why. */
function FactsRow(props: { proposal: Api.FactsProposal; onOpen: () => void }) {
  const { proposal, onOpen } = props;
  const t = useTexts();
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.open}
        data-inbox-row
        onClick={onOpen}
      >
        {t(proposal.accepted ? 'facts.inbox.change' : 'facts.inbox.first', {
          chatbot: isolated(proposal.title),
        })}
      </button>
      <FactsChanges proposal={proposal} />
      <ProposedBy proposal={proposal} />
      <FactsNeed waitingSince={proposal.proposedAt}>
        {t('facts.waiting')}
      </FactsNeed>
    </li>
  );
}
