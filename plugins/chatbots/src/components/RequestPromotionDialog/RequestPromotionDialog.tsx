import { Button, ButtonLink, Text } from '@backstage/ui';
import { usualStrategy } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useEffect, useRef, useState } from 'react';
import {
  useChatbotsCommand,
  useChatbotsQuery,
  useOptionalRouteRef,
  useTexts,
  type ChatbotsQuery,
  type Texts,
} from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { ConfirmActions, DialogFrame } from '../dialogs';
import { CommandNotice } from '../shared';
import { GatePreview } from './GatePreview';
import { RequestFields, type RequestForm } from './RequestFields';

/** Props of {@link RequestPromotionDialog}. @internal */
export interface RequestPromotionDialogProps {
  chatbot: string;
  /** Chosen at first; both can be changed. */
  version: string;
  stage?: string;
  onClose: () => void;
}

/**
 * Asks to bring a version to a stage. It shows what the policy asks before
 * anybody is bothered, and keeps what was typed when the request fails.
 *
 * @internal
 */
export function RequestPromotionDialog(props: RequestPromotionDialogProps) {
  const { chatbot, onClose } = props;
  const t = useTexts();
  const [form, setForm] = useState<RequestForm>({
    version: props.version,
    stage: props.stage ?? '',
    comment: '',
  });
  const [done, setDone] = useState<Api.Promotion>();

  const gates = useChatbotsQuery({
    key: ['gates', chatbot, form.version],
    load: (client, signal) =>
      client.explainGates(
        { path: { chatbot }, query: { version: form.version } },
        { signal },
      ),
  });
  const overview = useChatbotsQuery({
    key: ['overview', chatbot],
    load: (client, signal) =>
      client.getChatbot({ path: { chatbot } }, { signal }),
  });
  const stages = gates.value?.items.map(gate => gate.stage) ?? [];
  const stage = form.stage || stages[0] || '';
  // Until it is known what runs there, the portal chooses by the same rule.
  const strategy =
    form.strategy ??
    (overview.value && usualStrategy(runsAnything(overview.value, stage)));

  const command = useChatbotsCommand({
    send: (client, body: Api.PromotionRequest, call) =>
      client.requestPromotion({ path: { chatbot }, body }, call),
    findRecorded: async (client, wanted, call) => {
      const mine = await client.listPromotions(
        {
          query: {
            view: 'requested',
            open: true,
            chatbot,
            stage: wanted.stage,
          },
        },
        call,
      );
      return mine.items.find(one => one.version === wanted.version);
    },
    onDone: setDone,
  });
  const { sending } = command;
  const submit = () =>
    command.send({
      version: form.version,
      stage,
      strategy,
      comment: form.comment.trim() || undefined,
    });

  return (
    <DialogFrame
      title={t('entity.request.title')}
      busy={sending}
      onClose={onClose}
      actions={
        done ? (
          <DoneActions promotion={done} onClose={onClose} />
        ) : (
          <ConfirmActions
            confirm={t('entity.request.submit')}
            command={command}
            sending={t('entity.request.sending')}
            blocked={stage ? undefined : blockedBy(t, gates)}
            onConfirm={submit}
            onClose={onClose}
          />
        )
      }
    >
      {done ? (
        <div role="status">
          <Text as="p" weight="bold">
            {t('entity.request.done', { stage: done.stage })}
          </Text>
          <Text as="p">{t('entity.request.doneNext')}</Text>
        </div>
      ) : (
        <>
          <RequestFields
            chatbot={chatbot}
            form={form}
            usual={{ stage, strategy }}
            stages={stages}
            disabled={sending}
            onChange={changes => setForm(before => ({ ...before, ...changes }))}
          />
          <GatePreview stage={stage} query={gates} />
          <CommandNotice command={command} title={t('entity.request.failed')} />
        </>
      )}
    </DialogFrame>
  );
}

/** Why nothing can be asked for while there is no stage. */
function blockedBy(t: Texts, gates: ChatbotsQuery<Api.GateList>): string {
  if (gates.error) {
    return t('entity.request.stageUnknown');
  }
  return gates.value
    ? t('entity.request.stageNone')
    : t('entity.request.gateLoading');
}

function runsAnything({ stages }: Api.ChatbotOverview, stage: string): boolean {
  return stages.some(one => one.stage === stage && one.version !== undefined);
}

function DoneActions(props: { promotion: Api.Promotion; onClose: () => void }) {
  const { promotion, onClose } = props;
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  const close = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone: the focus stays in the dialog.
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <Button ref={close} variant="secondary" onPress={onClose}>
        {t('shared.dialog.close')}
      </Button>
      {promotionPath && (
        <ButtonLink
          variant="primary"
          href={promotionPath({ promotionId: promotion.id })}
        >
          {t('entity.request.open')}
        </ButtonLink>
      )}
    </>
  );
}
