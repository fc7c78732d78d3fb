import { Button, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId, useState } from 'react';
import { useTexts } from '../../hooks';
import { Written } from '../text';
import styles from './facts.module.css';

/** Props of {@link CommitRows}. @internal */
export interface CommitRowsProps {
  comparison: Pick<
    Api.Comparison,
    'commits' | 'commitsTruncated' | 'compareUrl'
  >;
  open?: boolean;
}

/** How many commits by how many people, the list on demand, and the way to the code. @internal */
export function CommitRows(props: CommitRowsProps) {
  const t = useTexts();
  const { commits, commitsTruncated, compareUrl } = props.comparison;
  const [open, setOpen] = useState(Boolean(props.open));
  const id = useId();
  const people = new Set(
    commits.map(commit => commit.author.email.toLowerCase()),
  );
  return (
    <>
      <div className={styles.value}>
        {commits.length === 0 ? (
          <Text color="secondary">{t('version.compare.noCommits')}</Text>
        ) : (
          <>
            <Text>
              {t('version.compare.commits', { count: commits.length })}{' '}
              {t('version.compare.people', { count: people.size })}
            </Text>
            <Button
              variant="tertiary"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              onPress={() => setOpen(!open)}
            >
              {open
                ? t('version.compare.hideCommits')
                : t('version.compare.viewCommits')}
            </Button>
          </>
        )}
        {compareUrl && (
          <Link href={compareUrl} target="_blank" rel="noopener noreferrer">
            {t('version.compare.viewCode')}
          </Link>
        )}
      </div>
      {open && commits.length > 0 && (
        <ul className={styles.list} id={id}>
          {commits.map(commit => (
            <li key={commit.sha} className={styles.commit}>
              <span className={styles.code} title={commit.sha}>
                {commit.sha.slice(0, 8)}
              </span>
              <Text>
                <Written>
                  {commit.summary ?? t('version.compare.noSummaryLine')}
                </Written>
              </Text>
              <Text color="secondary" variant="body-small">
                <Written>
                  {commit.author.login ??
                    commit.author.name ??
                    commit.author.email}
                </Written>
              </Text>
            </li>
          ))}
        </ul>
      )}
      {commitsTruncated && (
        <Text as="p" variant="body-small" color="secondary">
          {t('version.compare.commitsTruncated')}
        </Text>
      )}
    </>
  );
}
