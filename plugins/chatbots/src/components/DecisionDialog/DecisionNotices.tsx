import { useTexts } from '../../hooks';
import { DialogErrorText, DialogNotice } from '../dialogs';
import type { BindingChange } from './bindingChanges';
import { BindingChangeList } from './BindingChangeList';

/** Props of {@link DecisionNotices}. @internal */
export interface DecisionNoticesProps {
  changes: readonly BindingChange[];
  error?: Error;
}

/** Why a decision was not sent or not recorded, announced as soon as it is known. @internal */
export function DecisionNotices(props: DecisionNoticesProps) {
  const t = useTexts();
  const { changes, error } = props;
  return (
    <div role="alert">
      {changes.length > 0 && (
        <DialogNotice status="warning" title={t('promotion.dialog.changed')}>
          <BindingChangeList changes={changes} />
          <span>{t('promotion.dialog.changedAsk')}</span>
        </DialogNotice>
      )}
      <DialogErrorText title={t('promotion.dialog.failed')} error={error} />
    </div>
  );
}
