import { Select, Text, TextField } from '@backstage/ui';
import { DEFAULT_RISK_CLASSES } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { sameRef } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useState } from 'react';
import { useChatbotsCommand, useTexts } from '../../hooks';
import { CommentField, ConfirmActions, DialogFrame } from '../dialogs';
import { CommandNotice } from '../shared';

/** Props of {@link ProposeFactsDialog}. @internal */
export interface ProposeFactsDialogProps {
  chatbot: Api.Chatbot;
  onClose: () => void;
}

/** Fields of the form; a repository is proposed as a whole. */
interface Form {
  riskClass: Api.RiskClass;
  owner: string;
  repositoryUrl: string;
  repositoryHost: string;
  repositoryId: string;
  repositoryOwnerId: string;
  reason: string;
}

const REPOSITORY_FIELDS = [
  'repositoryUrl',
  'repositoryHost',
  'repositoryId',
  'repositoryOwnerId',
] as const;

type RepositoryField = (typeof REPOSITORY_FIELDS)[number];

/** Proposes another owner, risk class or repository; a second person decides. @internal */
export function ProposeFactsDialog(props: ProposeFactsDialogProps) {
  const { chatbot, onClose } = props;
  const t = useTexts();
  const [before] = useState(() => formOf(chatbot));
  const [form, setForm] = useState(before);
  const change = (changes: Partial<Form>) =>
    setForm(current => ({ ...current, ...changes }));
  const path = { chatbot: chatbot.name };
  const command = useChatbotsCommand({
    send: (api, body: Api.FactsProposalRequest, call) =>
      api.proposeFacts({ path, body }, call),
    findRecorded: async (api, body, call) => {
      const { proposal } = await api.getChatbot({ path }, call);
      return proposal && asksFor(proposal, body) ? proposal : undefined;
    },
    onDone: onClose,
  });
  const { sending } = command;
  const request = requestOf(before, form);
  const isSame =
    chatbot.accepted &&
    request.riskClass === chatbot.riskClass &&
    request.owner === undefined &&
    request.repository === undefined;
  const field = (name: 'owner' | RepositoryField) => (
    <TextField
      key={name}
      label={t(`facts.propose.${name}`)}
      value={form[name]}
      isDisabled={sending}
      onChange={value => change({ [name]: value })}
    />
  );
  return (
    <DialogFrame
      title={t('facts.propose.title', { chatbot: chatbot.title })}
      busy={sending}
      onClose={onClose}
      actions={
        <ConfirmActions
          confirm={t('facts.propose.submit')}
          command={command}
          sending={t('facts.propose.sending')}
          blocked={isSame ? t('facts.propose.same') : undefined}
          onConfirm={() => command.send(request)}
          onClose={onClose}
        />
      }
    >
      <Text as="p">{t('facts.propose.text')}</Text>
      <Select
        label={t('facts.riskClass')}
        value={form.riskClass}
        isDisabled={sending}
        options={DEFAULT_RISK_CLASSES.map(id => ({
          id,
          label: t(`shared.risk.${id}`),
        }))}
        onChange={value =>
          change({
            riskClass:
              DEFAULT_RISK_CLASSES.find(one => one === value) ?? form.riskClass,
          })
        }
      />
      {field('owner')}
      {REPOSITORY_FIELDS.map(field)}
      <CommentField
        label={t('facts.propose.reason')}
        help={t('facts.propose.reasonHelp')}
        value={form.reason}
        onChange={reason => change({ reason })}
        tried={false}
        isReadOnly={sending}
      />
      <CommandNotice command={command} title={t('facts.propose.failed')} />
    </DialogFrame>
  );
}

function formOf(chatbot: Api.Chatbot): Form {
  const { owner, repository } = chatbot;
  return {
    riskClass: chatbot.registeredRiskClass ?? chatbot.riskClass,
    owner,
    repositoryUrl: repository.url,
    repositoryHost: repository.host,
    repositoryId: repository.id,
    repositoryOwnerId: repository.ownerId ?? '',
    reason: '',
  };
}

/** Whether a proposal is the viewer's own, and of what a request asks for. */
function asksFor(
  { facts, reason, mayWithdraw }: Api.FactsProposal,
  request: Api.FactsProposalRequest,
): boolean {
  const { riskClass, owner = facts.owner } = request;
  const { host, id, ownerId } = request.repository ?? facts.repository;
  return (
    mayWithdraw &&
    facts.riskClass === riskClass &&
    sameRef(facts.owner, owner) &&
    facts.repository.host.toLowerCase() === host.toLowerCase() &&
    facts.repository.id === id &&
    facts.repository.ownerId === ownerId &&
    reason === request.reason
  );
}

/** What is sent: the class always, owner and repository where they differ. */
function requestOf(before: Form, form: Form): Api.FactsProposalRequest {
  const ownerId = form.repositoryOwnerId.trim();
  const reason = form.reason.trim();
  return {
    riskClass: form.riskClass,
    ...(form.owner.trim() === before.owner ? {} : { owner: form.owner.trim() }),
    ...(REPOSITORY_FIELDS.every(name => form[name].trim() === before[name])
      ? {}
      : {
          repository: {
            url: form.repositoryUrl.trim(),
            host: form.repositoryHost.trim(),
            id: form.repositoryId.trim(),
            ...(ownerId ? { ownerId } : {}),
          },
        }),
    ...(reason ? { reason } : {}),
  };
}
