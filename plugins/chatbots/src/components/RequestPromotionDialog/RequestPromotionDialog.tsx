import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { usualStrategy } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import {
  useChatbotsCommand,
  useChatbotsQuery,
  useOptionalRouteRef,
  useTexts,
} from '../../hooks';
import { promotionRouteRef } from '../../routes';
import { DialogError } from '../dialogs';
import { GatePreview } from './GatePreview';
import styles from './RequestPromotionDialog.module.css';
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
  const titleId = useId();
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

  const { send, sending, error } = useChatbotsCommand({
    send: (client, body: Api.PromotionRequest) =>
      client.requestPromotion({ path: { chatbot }, body }),
    onDone: setDone,
  });
  const submit = () =>
    send({
      version: form.version,
      stage,
      strategy,
      comment: form.comment.trim() || undefined,
    });

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      aria-labelledby={titleId}
      onClose={sending ? undefined : onClose}
    >
      <DialogTitle id={titleId}>{t('entity.request.title')}</DialogTitle>
      {done ? (
        <RequestDone promotion={done} onClose={onClose} />
      ) : (
        <>
          <DialogContent className={styles.content}>
            <RequestFields
              chatbot={chatbot}
              form={{ ...form, stage, strategy }}
              stages={stages}
              disabled={sending}
              onChange={changes =>
                setForm(before => ({ ...before, ...changes }))
              }
            />
            {stage && <GatePreview stage={stage} query={gates} />}
            <DialogError title={t('entity.request.failed')} error={error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose} disabled={sending}>
              {t('entity.request.cancel')}
            </Button>
            <Button
              color="primary"
              variant="contained"
              disabled={sending || !stage}
              onClick={submit}
            >
              {t(sending ? 'entity.request.sending' : 'entity.request.submit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function runsAnything({ stages }: Api.ChatbotOverview, stage: string): boolean {
  return stages.some(one => one.stage === stage && one.version !== undefined);
}

function RequestDone(props: { promotion: Api.Promotion; onClose: () => void }) {
  const { promotion, onClose } = props;
  const t = useTexts();
  const promotionPath = useOptionalRouteRef(promotionRouteRef);
  return (
    <>
      <DialogContent className={styles.content} role="status">
        <Typography>
          {t('entity.request.done', { stage: promotion.stage })}
        </Typography>
        <Typography variant="body2">{t('entity.request.doneNext')}</Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('entity.request.close')}</Button>
        {promotionPath && (
          <Button
            color="primary"
            component={Link}
            to={promotionPath({ promotionId: promotion.id })}
          >
            {t('entity.request.open')}
          </Button>
        )}
      </DialogActions>
    </>
  );
}
