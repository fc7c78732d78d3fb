import { useTexts } from '../../hooks';
import { DialogNotice } from '../dialogs';
import type { BindingChange } from './bindingChanges';
import { BindingChangeList } from './BindingChangeList';

/** Why a decision was not sent: what changed since it was read, announced as soon as it is known. @internal */
export function ChangeNotice(props: { changes: readonly BindingChange[] }) {
  const t = useTexts();
  const { changes } = props;
  return (
    <div role="alert">
      {changes.length > 0 && (
        <DialogNotice title={t('promotion.dialog.changed')}>
          <BindingChangeList changes={changes} />
          <span>{t('promotion.dialog.changedAsk')}</span>
        </DialogNotice>
      )}
    </div>
  );
}
