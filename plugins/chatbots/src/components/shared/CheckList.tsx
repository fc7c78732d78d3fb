import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Link } from '@backstage/ui';
import { useTexts } from '../../hooks';
import { Written } from '../text';
import { OutcomeIcon } from './OutcomeIcon';
import { PersonList } from './PersonList';
import styles from './shared.module.css';

/** What needs eyes comes first. */
const ORDER: Record<Api.Check['outcome'], number> = {
  fail: 0,
  inconclusive: 1,
  pass: 2,
  'not-applicable': 3,
};

/** Props of {@link CheckList}. @internal */
export interface CheckListProps {
  checks: readonly Api.Check[];
  /** Approvals that the policy asks, after the checks that don't pass. */
  approvals?: readonly Api.ApprovalRuleStatus[];
}

/**
 * What a policy asks: what stands in the way first, then the approvals, then
 * what passes. A check that does not pass says what was expected and what is; of
 * one that passes the reason says both.
 *
 * @internal
 */
export function CheckList(props: CheckListProps) {
  const { checks, approvals = [] } = props;
  const t = useTexts();
  if (checks.length === 0 && approvals.length === 0) {
    return <p className={styles.secondary}>{t('shared.checks.empty')}</p>;
  }
  const sorted = [...checks].sort(
    (a, b) => ORDER[a.outcome] - ORDER[b.outcome],
  );
  return (
    <ul className={styles.checks} aria-label={t('shared.checks.label')}>
      {sorted
        .filter(check => check.blocking)
        .map(check => (
          <CheckEntry key={check.id} check={check} />
        ))}
      {approvals.map(rule => (
        <Approvals key={rule.group} rule={rule} />
      ))}
      {sorted
        .filter(check => !check.blocking)
        .map(check => (
          <CheckEntry key={check.id} check={check} />
        ))}
    </ul>
  );
}

function CheckEntry(props: { check: Api.Check }) {
  const { check } = props;
  const t = useTexts();
  const { outcome, title, reason, expected, actual } = check;
  // Whatever answered: a page must not run what it is given as an address.
  const links = (check.links ?? []).filter(({ url }) =>
    url.startsWith('https://'),
  );
  const holds = outcome === 'pass' || outcome === 'not-applicable';
  return (
    <li>
      <OutcomeIcon outcome={outcome} iconOnly />
      <div className={styles.checkText}>
        <span>
          <strong>
            <Written>{title}</Written>
          </strong>{' '}
          <span className={holds ? styles.secondary : styles.ownLine}>
            <Written>{reason}</Written>
          </span>
        </span>
        {!holds && (
          <span className={styles.secondary}>
            {t('shared.checks.expected')} <Written>{expected}</Written>
            {' · '}
            {t('shared.checks.actual')} <Written>{actual}</Written>
            {!check.blocking && ` · ${t('shared.checks.notBlocking')}`}
          </span>
        )}
        {links.length > 0 && (
          <span className={styles.inline}>
            {links.map(({ title: name, url }) => (
              <Link
                key={url}
                href={url}
                target="_blank"
                rel="noopener noreferrer"
                variant="body-small"
              >
                <Written>{name}</Written>
              </Link>
            ))}
          </span>
        )}
      </div>
    </li>
  );
}

function Approvals(props: { rule: Api.ApprovalRuleStatus }) {
  const { rule } = props;
  const t = useTexts();
  return (
    <li>
      <OutcomeIcon
        outcome={rule.have >= rule.needed ? 'pass' : 'waiting'}
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
  );
}
