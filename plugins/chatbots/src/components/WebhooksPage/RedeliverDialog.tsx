import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button as ActionButton } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import LinearProgress from '@material-ui/core/LinearProgress';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useId, useState } from 'react';
import { chatbotsApiRef } from '../../api';
import { useTexts } from '../../hooks';
import { DialogError } from '../dialogs';
import styles from './webhooks.module.css';

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
      <ActionButton variant="secondary" onPress={() => setOpen(true)}>
        {t('webhook.redeliver.open')}
      </ActionButton>
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

function Choices(props: RedeliverDialogProps & { onClose: () => void }) {
  const t = useTexts();
  const { targets, onDone, onClose } = props;
  const api = useApi(chatbotsApiRef);
  const id = useId();
  const [webhook, setWebhook] = useState(targets[0]?.id ?? '');
  const [period, setPeriod] = useState<(typeof PERIOD_NAMES)[number]>('day');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();

  const submit = async () => {
    setSending(true);
    setError(undefined);
    try {
      const since = new Date(Date.now() - PERIODS[period]).toISOString();
      const { deliveries } = await api.redeliverFailedWebhookDeliveries({
        path: { webhook },
        body: { since },
      });
      onClose();
      onDone(t('webhook.redeliver.done', { count: deliveries }));
    } catch (failure) {
      setError(toError(failure));
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={sending ? undefined : onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      {sending && (
        <LinearProgress aria-label={t('webhook.redeliver.sending')} />
      )}
      <DialogTitle id={`${id}-title`}>
        {t('webhook.redeliver.title')}
      </DialogTitle>
      <DialogContent>
        <DialogContentText id={`${id}-text`}>
          {t('webhook.redeliver.text')}
        </DialogContentText>
        <div className={styles.stack}>
          <TextField
            select
            fullWidth
            id={`${id}-target`}
            label={t('webhook.redeliver.target')}
            value={webhook}
            onChange={event => setWebhook(event.target.value)}
          >
            {targets.map(target => (
              <MenuItem key={target.id} value={target.id}>
                {target.id}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            select
            fullWidth
            id={`${id}-since`}
            label={t('webhook.redeliver.since')}
            value={period}
            onChange={event =>
              setPeriod(
                PERIOD_NAMES.find(name => name === event.target.value) ?? 'day',
              )
            }
          >
            {PERIOD_NAMES.map(name => (
              <MenuItem key={name} value={name}>
                {t(`webhook.redeliver.period.${name}`)}
              </MenuItem>
            ))}
          </TextField>
          <DialogError title={t('webhook.redeliver.failed')} error={error} />
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={sending}>
          {t('webhook.redeliver.cancel')}
        </Button>
        <Button
          onClick={submit}
          color="primary"
          variant="contained"
          disabled={sending}
        >
          {t('webhook.redeliver.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
