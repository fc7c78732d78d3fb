import { Alert, Button, Text } from '@backstage/ui';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useRef, useState } from 'react';
import {
  useKeptFocus,
  useChatbotsCommand,
  useChatbotsQuery,
  reasonWithNames,
  useEntityChatbot,
  useNames,
  useTexts,
  type Texts,
} from '../../hooks';
import { CardBoundary, CommandNotice, FactsNeed } from '../shared';
import { DecideFactsDialog, ProposedBy } from './DecideFactsDialog';
import { FactsChanges, FactsInForce } from './FactsChanges';
import { findProposal } from './findProposal';
import { ProposeFactsDialog } from './ProposeFactsDialog';
import styles from './facts.module.css';

/**
 * A chatbot's owner, risk class and repository: what is in force, what is proposed, and who may accept it.
 *
 * @internal
 */
export function FactsCard() {
  const t = useTexts();
  const { chatbot } = useEntityChatbot();
  const query = useChatbotsQuery({
    key: ['overview', chatbot],
    load: (api, signal) => api.getChatbot({ path: { chatbot } }, { signal }),
  });
  return (
    <EntityInfoCard title={t('facts.title')}>
      <CardBoundary query={query} label={t('facts.label')} lines={5}>
        {overview => <Facts overview={overview} />}
      </CardBoundary>
    </EntityInfoCard>
  );
}

function Facts({ overview }: { overview: Api.ChatbotOverview }) {
  const t = useTexts();
  const { chatbot, proposal, permissions } = overview;
  const [proposing, setProposing] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useKeptFocus(card);
  return (
    <div ref={card} className={styles.card}>
      {!chatbot.accepted && (
        <Alert
          status="warning"
          icon
          title={pendingTitle(t, chatbot, proposal)}
          description={t('facts.pending.text')}
        />
      )}
      {/* Of a chatbot that nobody has accepted, the proposal lists all of it. */}
      {(chatbot.accepted || !proposal) && <FactsInForce facts={chatbot} />}
      {proposal && <Proposal key={proposal.id} proposal={proposal} />}
      {permissions.mayProposeFacts && (
        <div>
          <Button variant="secondary" onPress={() => setProposing(true)}>
            {t('facts.propose.open')}
          </Button>
        </div>
      )}
      {proposing && (
        <ProposeFactsDialog
          chatbot={chatbot}
          onClose={() => setProposing(false)}
        />
      )}
    </div>
  );
}

/** Which class was asked for, and which counts until somebody accepts it. */
function pendingTitle(
  t: Texts,
  chatbot: Api.Chatbot,
  proposal: Api.FactsProposal | undefined,
): string {
  const counts = t(`shared.risk.${chatbot.riskClass}`);
  const asked = proposal?.facts.riskClass;
  if (asked) {
    return t('facts.pending.proposed', {
      proposed: t(`shared.risk.${asked}`),
      counts,
    });
  }
  return chatbot.registeredRiskClass
    ? t('facts.pending.registered', {
        registered: t(`shared.risk.${chatbot.registeredRiskClass}`),
        counts,
      })
    : t('facts.pending.none', { counts });
}

/** What is proposed, with the buttons of whoever may decide on it or take it back. */
function Proposal({ proposal }: { proposal: Api.FactsProposal }) {
  const t = useTexts();
  const [deciding, setDeciding] = useState(false);
  const command = useChatbotsCommand({
    send: (api, proposalId: string, call) =>
      api.withdrawFacts({ path: { proposalId } }, call),
    // Only whoever made it can withdraw it.
    findRecorded: async (api, _, call) => {
      const now = await findProposal(api, proposal, call);
      return now?.state === 'withdrawn' ? now : undefined;
    },
  });
  const { mayDecide, mayWithdraw } = proposal;
  const names = useNames();
  return (
    <section className={styles.proposal} aria-label={t('facts.waiting')}>
      <Text as="h3" variant="body-large" weight="bold">
        <FactsNeed waitingSince={proposal.proposedAt}>
          {t('facts.waiting')}
        </FactsNeed>
      </Text>
      <FactsChanges proposal={proposal} />
      <ProposedBy proposal={proposal} />
      <div className={styles.buttons}>
        {mayDecide.allowed ? (
          <Button variant="primary" onPress={() => setDeciding(true)}>
            {t('facts.decide.open')}
          </Button>
        ) : (
          <Text as="p" color="secondary">
            {reasonWithNames(mayDecide, names)}
          </Text>
        )}
        {mayWithdraw && (
          <Button
            variant="secondary"
            isPending={command.sending}
            onPress={() => command.send(proposal.id)}
          >
            {t('facts.withdraw')}
          </Button>
        )}
      </div>
      <CommandNotice command={command} title={t('facts.withdrawFailed')} />
      {deciding && (
        <DecideFactsDialog
          proposal={proposal}
          onClose={() => setDeciding(false)}
        />
      )}
    </section>
  );
}
