import CircularProgress from '@material-ui/core/CircularProgress';
import Typography from '@material-ui/core/Typography';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts, type ChatbotsQuery } from '../../hooks';
import { DialogError } from '../dialogs';
import { CheckList } from '../shared';

/** Props of {@link GatePreview}. @internal */
export interface GatePreviewProps {
  stage: string;
  query: ChatbotsQuery<Api.GateList>;
}

/** What the policy asks of the chosen version in the chosen stage. @internal */
export function GatePreview(props: GatePreviewProps) {
  const { stage, query } = props;
  const t = useTexts();
  const gate = query.value?.items.find(item => item.stage === stage);
  return (
    <section aria-label={t('entity.request.gate', { stage })}>
      <Typography variant="subtitle2">
        {t('entity.request.gate', { stage })}
      </Typography>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('entity.request.gateHelp')}
      </Typography>
      {query.loading && (
        <CircularProgress
          size={24}
          aria-label={t('entity.request.gateLoading')}
        />
      )}
      {query.error && (
        <DialogError title={t('shared.error.title')} error={query.error} />
      )}
      {gate && <CheckList checks={gate.checks} />}
      {query.value && !gate && (
        <Typography variant="body2">
          {t('entity.request.gateMissing')}
        </Typography>
      )}
    </section>
  );
}
