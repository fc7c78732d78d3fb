import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { useTexts } from '../../hooks';
import { OutcomeIcon } from './OutcomeIcon';
import { PersonList } from './PersonList';
import styles from './shared.module.css';

/** Props of {@link CheckList}. @internal */
export interface CheckListProps {
  checks: readonly Api.Check[];
  /** Approvals that the policy asks, shown below the checks. */
  approvals?: readonly Api.ApprovalRuleStatus[];
}

/**
 * What a policy asks: each check with its outcome, what was expected, what is,
 * and the reason in words.
 *
 * @internal
 */
export function CheckList(props: CheckListProps) {
  const { checks, approvals = [] } = props;
  const t = useTexts();
  if (checks.length === 0 && approvals.length === 0) {
    return <p className={styles.secondary}>{t('shared.checks.empty')}</p>;
  }
  return (
    <ul className={styles.checks} aria-label={t('shared.checks.label')}>
      {checks.map(check => (
        <li key={check.id}>
          <OutcomeIcon outcome={check.outcome} />
          <div className={styles.checkText}>
            <strong>{check.title}</strong>
            <span>{check.reason}</span>
            <span className={styles.secondary}>
              {t('shared.checks.expected')} {check.expected}
              {' · '}
              {t('shared.checks.actual')} {check.actual}
              {!check.blocking && ` · ${t('shared.checks.notBlocking')}`}
            </span>
          </div>
        </li>
      ))}
      {approvals.map(rule => (
        <li key={rule.group}>
          <OutcomeIcon
            outcome={rule.have >= rule.needed ? 'pass' : 'none'}
            iconOnly
          />
          <div className={styles.checkText}>
            <span className={styles.inline}>
              <strong>
                {t('shared.approvals.progress', {
                  have: String(rule.have),
                  needed: String(rule.needed),
                })}
              </strong>
              <PersonList entityRefs={[rule.group]} />
            </span>
            {rule.by.length > 0 && <PersonList entityRefs={rule.by} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
