import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import {
  reasonWithNames,
  useChatbotsCommand,
  useNames,
  useTexts,
} from '../../hooks';
import { CommentField, DialogFrame, isBlank } from '../dialogs';
import { CommandNotice, EntityPersonLink, RelativeTime } from '../shared';
import { isolated, Written } from '../text';
import { FactsChanges } from './FactsChanges';
import { findProposal, isDecidedByViewer } from './findProposal';
import styles from './facts.module.css';

/** Props of {@link DecideFactsDialog}. @internal */
export interface DecideFactsDialogProps {
  proposal: Api.FactsProposal;
  onClose: () => void;
}

type Decided = Pick<Api.FactsDecision, 'decision' | 'comment'>;

/**
 * Shows what is proposed of a chatbot, and accepts or rejects exactly that: the answer carries the digest of what is shown.
 *
 * @internal
 */
export function DecideFactsDialog(props: DecideFactsDialogProps) {
  const { onClose } = props;
  const t = useTexts();
  // What was opened is what is decided on, whatever a newer answer says meanwhile.
  const [proposal] = useState(props.proposal);
  const [comment, setComment] = useState('');
  const [rejecting, setRejecting] = useState(false);
  const identity = useApi(identityApiRef);
  const command = useChatbotsCommand({
    send: (api, decided: Decided, call) =>
      api.decideFacts(
        {
          path: { proposalId: proposal.id },
          body: { ...decided, digest: proposal.digest },
        },
        call,
      ),
    // A second decision is refused, which would look as if the first had been.
    findRecorded: async (api, { decision, comment: said }, call) => {
      const now = await findProposal(api, proposal, call);
      const state = decision === 'accept' ? 'accepted' : 'rejected';
      return now &&
        (await isDecidedByViewer(identity, now, { state, comment: said }))
        ? now
        : undefined;
    },
    onDone: onClose,
  });
  const { sending } = command;
  const decide = (decision: Decided['decision']) => {
    setRejecting(decision === 'reject');
    if (decision === 'accept' || !isBlank(comment)) {
      command.send({ decision, comment: comment.trim() || undefined });
    }
  };
  const { allowed } = proposal.mayDecide;
  const reason = reasonWithNames(proposal.mayDecide, useNames());
  const refusal = allowed ? undefined : reason;
  const statusId = useId();
  const button = (decision: Decided['decision']) => (
    <Button
      variant={decision === 'accept' ? 'primary' : 'secondary'}
      isDisabled={!allowed || sending}
      aria-describedby={statusId}
      onPress={() => decide(decision)}
    >
      {t(`facts.decide.${decision}`)}
    </Button>
  );
  return (
    <DialogFrame
      title={t('facts.decide.title', {
        chatbot: isolated(proposal.title),
      })}
      wide
      busy={sending}
      onClose={onClose}
      actions={
        <>
          <Text
            as="p"
            role="status"
            id={statusId}
            color="secondary"
            variant="body-small"
          >
            {sending ? t('facts.decide.sending') : refusal}
          </Text>
          {button('reject')}
          {button('accept')}
        </>
      }
    >
      <Text as="p">
        {t(
          proposal.accepted
            ? 'facts.decide.textChange'
            : 'facts.decide.textFirst',
        )}
      </Text>
      <FactsChanges proposal={proposal} />
      <ProposedBy proposal={proposal} />
      <CommentField
        label={t('facts.decide.comment')}
        help={t('facts.decide.commentHelp')}
        value={comment}
        onChange={setComment}
        missing={rejecting ? t('facts.decide.commentMissing') : undefined}
        tried={rejecting}
        isReadOnly={sending}
      />
      <CommandNotice command={command} title={t('facts.decide.failed')} />
    </DialogFrame>
  );
}

/** Who proposed it, when and why. @internal */
export function ProposedBy({ proposal }: { proposal: Api.FactsProposal }) {
  const t = useTexts();
  return (
    <div className={styles.proposed}>
      <span className={styles.people}>
        <EntityPersonLink entityRef={proposal.proposedBy} />
        <Text color="secondary">
          {t('facts.proposed')} <RelativeTime instant={proposal.proposedAt} />
        </Text>
      </span>
      {proposal.reason && (
        <Text as="p" className={styles.words}>
          <Written>{proposal.reason}</Written>
        </Text>
      )}
    </div>
  );
}
