import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiTimeLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useTexts, type Texts } from '../../hooks';
import { ToneChip, type Tone } from '../shared';

interface Look {
  tone: Tone;
  Icon: RemixiconComponentType;
}

const TARGETS: Record<Api.WebhookTarget['state'], Look> = {
  unused: { tone: 'over', Icon: RiTimeLine },
  healthy: { tone: 'good', Icon: RiCheckLine },
  failing: { tone: 'bad', Icon: RiCloseLine },
  gone: { tone: 'bad', Icon: RiForbidLine },
};

const DELIVERIES: Record<Api.WebhookDelivery['state'], Look> = {
  pending: { tone: 'waiting', Icon: RiTimeLine },
  delivered: { tone: 'good', Icon: RiCheckLine },
  failed: { tone: 'bad', Icon: RiCloseLine },
};

/** How delivery to a target goes. @internal */
export function TargetChip(props: { state: Api.WebhookTarget['state'] }) {
  const t = useTexts();
  const { state } = props;
  return (
    <ToneChip
      {...TARGETS[state]}
      text={t(`webhook.targetState.${state}`)}
      help={t(`webhook.targetHelp.${state}`)}
    />
  );
}

/** What became of a delivery. @internal */
export function DeliveryChip(props: { state: Api.WebhookDelivery['state'] }) {
  const t = useTexts();
  const { state } = props;
  return <ToneChip {...DELIVERIES[state]} text={t(`webhook.state.${state}`)} />;
}

/** What came of one attempt, in words; undefined before the first. @internal */
export function outcomeText(
  t: Texts,
  attempt: { status?: number; problem?: Api.WebhookProblem; detail?: string },
): string | undefined {
  const { status, problem, detail } = attempt;
  const parts = [
    problem && t(`webhook.problem.${problem}`),
    status && t('webhook.detail.attempt', { status: String(status) }),
    detail,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

/** How close an attempt must be for its outcome to be waited for, in milliseconds. */
const SOON_MS = 10_000;

/** Whether what comes of a delivery will be known in a moment. @internal */
export function isSettling({
  state,
  nextAttemptAt,
}: Api.WebhookDelivery): boolean {
  return (
    state === 'pending' &&
    Date.parse(nextAttemptAt ?? '') < Date.now() + SOON_MS
  );
}
