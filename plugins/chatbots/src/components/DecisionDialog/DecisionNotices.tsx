import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { describeError } from '../../view';
import type { BindingChange } from './bindingChanges';
import { BindingChangeList } from './BindingChangeList';
import styles from './DecisionDialog.module.css';

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
  const described = error && describeError(error);
  return (
    <div role="alert">
      {changes.length > 0 && (
        <Notice title={t('promotion.dialog.changed')}>
          <BindingChangeList changes={changes} />
          <Typography>{t('promotion.dialog.changedAsk')}</Typography>
        </Notice>
      )}
      {!mayDecide.allowed && (
        <Notice
          title={t('promotion.dialog.notAllowed', { reason: mayDecide.reason })}
        />
      )}
      {described && (
        <Notice title={t('promotion.dialog.failed')}>
          <Typography>{described.message}</Typography>
          <Typography>
            <strong>{t('promotion.dialog.next')}:</strong>{' '}
            {described.hint ?? t(`shared.error.hint.${described.fallback}`)}
          </Typography>
          {described.reason && (
            <Typography variant="body2" color="textSecondary">
              {t('promotion.dialog.reasonCode', { reason: described.reason })}
            </Typography>
          )}
        </Notice>
      )}
    </div>
  );
}

function Notice(props: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.notice}>
      <Typography component="p" variant="subtitle2">
        {props.title}
      </Typography>
      {props.children}
    </div>
  );
}
