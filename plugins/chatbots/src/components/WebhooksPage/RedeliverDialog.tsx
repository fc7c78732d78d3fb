import { Button, Select } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useRef, useState } from 'react';
import { useChatbotsCommand, useTexts } from '../../hooks';
import { ConfirmDialog } from '../dialogs';

const HOUR = 60 * 60_000;
const PERIODS = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
};
const PERIOD_NAMES = ['hour', 'day', 'week', 'month'] as const;

/** Props of {@link RedeliverDialog}. @internal */
export interface RedeliverDialogProps {
  targets: readonly Api.WebhookTarget[];
  /** Called with the words to announce. */
  onDone: (announcement: string) => void;
}

/** Sends everything again that was given up; offered while something was. @internal */
export function RedeliverDialog(props: RedeliverDialogProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const failed = props.targets.filter(target => target.failed > 0);
  if (failed.length === 0 && !open) {
    return null;
  }
  return (
    <div>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        {t('webhook.redeliver.open')}
      </Button>
      {open && (
        <Choices
          targets={failed}
          onDone={props.onDone}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

/** What is sent again. */
interface Order {
  webhook: string;
  since: string;
}

/** How many are sent again; not known of an order whose answer never came. */
interface Result {
  deliveries?: number;
}

function Choices(props: RedeliverDialogProps & { onClose: () => void }) {
  const t = useTexts();
  const { onDone, onClose } = props;
  // While the dialog is open the choice stays, though another may send what was given up meanwhile.
  const [targets] = useState(() => props.targets.map(({ id }) => id));
  const [webhook, setWebhook] = useState(targets[0]);
  const [period, setPeriod] = useState<(typeof PERIOD_NAMES)[number]>('day');
  // Counted from one instant, so that pressing again asks for the same.
  const [opened] = useState(() => Date.now());
  // One that was given up when the first order was sent: what became of it says whether that order was recorded.
  const witness = useRef<Api.WebhookDelivery>();
  const command = useChatbotsCommand({
    send: async (api, order: Order, call): Promise<Result> => {
      const { items } = await api.listWebhookDeliveries(
        { query: { target: order.webhook, state: 'failed', limit: 1 } },
        call,
      );
      witness.current = items.find(
        ({ createdAt }) => Date.parse(createdAt) >= Date.parse(order.since),
      );
      return api.redeliverFailedWebhookDeliveries(
        { path: { webhook: order.webhook }, body: { since: order.since } },
        call,
      );
    },
    findRecorded: async (api, _, call): Promise<Result | undefined> => {
      if (!witness.current) {
        return undefined;
      }
      const { id: deliveryId, attempts } = witness.current;
      const now = await api.getWebhookDelivery({ path: { deliveryId } }, call);
      return now.delivery.state !== 'failed' || now.delivery.attempts > attempts
        ? {}
        : undefined;
    },
    onDone: ({ deliveries }) => {
      onClose();
      onDone(
        deliveries === undefined
          ? t('webhook.redeliver.recorded')
          : t('webhook.redeliver.done', { count: deliveries }),
      );
    },
  });

  return (
    <ConfirmDialog
      title={t('webhook.redeliver.title')}
      text={t('webhook.redeliver.text')}
      confirm={t('webhook.redeliver.confirm')}
      command={command}
      sending={t('webhook.redeliver.sending')}
      failed={t('webhook.redeliver.failed')}
      onConfirm={() =>
        command.send({
          webhook,
          since: new Date(opened - PERIODS[period]).toISOString(),
        })
      }
      onClose={onClose}
    >
      <Select
        label={t('webhook.redeliver.target')}
        options={targets.map(id => ({ id, label: id }))}
        value={webhook}
        onChange={value => setWebhook(String(value))}
        isDisabled={command.sending}
      />
      <Select
        label={t('webhook.redeliver.since')}
        options={PERIOD_NAMES.map(id => ({
          id,
          label: t(`webhook.redeliver.period.${id}`),
        }))}
        value={period}
        onChange={value =>
          setPeriod(PERIOD_NAMES.find(name => name === value) ?? period)
        }
        isDisabled={command.sending}
      />
    </ConfirmDialog>
  );
}
