import { Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { EntityPersonLink, FactList, RiskBadge } from '../shared';
import styles from './facts.module.css';

/** Owner, risk class and repository as they are in force. @internal */
export function FactsInForce(props: { facts: Api.ChatbotFacts }) {
  const t = useTexts();
  const { riskClass, owner, repository } = props.facts;
  return (
    <FactList
      facts={[
        {
          label: t('facts.riskClass'),
          value: <RiskBadge riskClass={riskClass} />,
        },
        {
          label: t('facts.owner'),
          value: <EntityPersonLink entityRef={owner} />,
        },
        {
          label: t('facts.repository'),
          value: <RepositoryLink repository={repository} />,
        },
      ]}
    />
  );
}

/**
 * What a proposal changes, each fact with what is in force and what shall be. Of a chatbot whose facts nobody has accepted,
 * all three are listed: they are what is accepted.
 *
 * @internal
 */
export function FactsChanges(props: { proposal: Api.FactsProposal }) {
  const t = useTexts();
  const { facts, inForce, accepted } = props.proposal;
  const rows = [
    {
      label: t('facts.riskClass'),
      changed: facts.riskClass !== inForce.riskClass,
      before: <RiskBadge riskClass={inForce.riskClass} />,
      after: <RiskBadge riskClass={facts.riskClass} />,
    },
    {
      label: t('facts.owner'),
      changed: facts.owner !== inForce.owner,
      before: <EntityPersonLink entityRef={inForce.owner} />,
      after: <EntityPersonLink entityRef={facts.owner} />,
    },
    {
      label: t('facts.repository'),
      changed: textOf(facts.repository) !== textOf(inForce.repository),
      before: <RepositoryLink repository={inForce.repository} />,
      after: <RepositoryLink repository={facts.repository} />,
    },
  ];
  return (
    <FactList
      facts={rows
        .filter(({ changed }) => changed || !accepted)
        .map(({ label, changed, before, after }) => ({
          label,
          value: (
            <span className={styles.change}>
              {changed && (
                <>
                  <span className={styles.before}>{before}</span>
                  <span aria-label={t('facts.becomes')} role="img">
                    →
                  </span>
                </>
              )}
              {after}
            </span>
          ),
        }))}
    />
  );
}

/** The address, and the id that its host gave: an address can be given to another repository. */
function RepositoryLink({ repository }: { repository: Api.Repository }) {
  const t = useTexts();
  return (
    <span className={styles.repository}>
      <Link href={repository.url} target="_blank" rel="noopener noreferrer">
        {repository.url}
      </Link>
      <Text as="span" color="secondary" variant="body-small">
        {t('facts.repositoryId', { id: repository.id, host: repository.host })}
      </Text>
    </span>
  );
}

function textOf({ host, id, ownerId, url }: Api.Repository): string {
  return JSON.stringify([host, id, ownerId, url]);
}
