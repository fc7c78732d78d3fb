import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../hooks';
import { DialogErrorText, DialogNotice } from '../dialogs';
import type { BindingChange } from './bindingChanges';
import { BindingChangeList } from './BindingChangeList';

/** Props of {@link DecisionNotices}. @internal */
export interface DecisionNoticesProps {
  changes: readonly BindingChange[];
  mayDecide: Api.MayDecide;
  error?: Error;
}

/** Why a decision was not sent or not recorded, announced as soon as it is known. @internal */
export function DecisionNotices(props: DecisionNoticesProps) {
  const t = useTexts();
  const { changes, mayDecide, error } = props;
  return (
    <div role="alert">
      {changes.length > 0 && (
        <DialogNotice title={t('promotion.dialog.changed')}>
          <BindingChangeList changes={changes} />
          <Typography>{t('promotion.dialog.changedAsk')}</Typography>
        </DialogNotice>
      )}
      {!mayDecide.allowed && (
        <DialogNotice
          title={t('promotion.dialog.notAllowed', { reason: mayDecide.reason })}
        />
      )}
      <DialogErrorText title={t('promotion.dialog.failed')} error={error} />
    </div>
  );
}
