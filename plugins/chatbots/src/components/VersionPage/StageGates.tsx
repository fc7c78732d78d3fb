import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { standsInTheWay } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useTexts } from '../../hooks';
import { CheckList, OutcomeIcon, RelativeTime } from '../shared';
import styles from './version.module.css';

/** For each stage that may come next: what its gate says, check by check. @internal */
export function StageGates(props: {
  gates: readonly Api.Gate[];
  /** Promotions of the version that are open: what was approved there counts. */
  open: readonly Api.Promotion[];
}) {
  const t = useTexts();
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('version.gate.title')}
        </Text>
      </CardHeader>
      <CardBody>
        {props.gates.length === 0 ? (
          <Text color="secondary">{t('version.gate.empty')}</Text>
        ) : (
          <div className={styles.stack}>
            {props.gates.map(gate => (
              <StageGate
                key={gate.stage}
                gate={gate}
                promotion={props.open.find(({ stage }) => stage === gate.stage)}
              />
            ))}
          </div>
        )}
      </CardBody>
    </Card>
  );
}

function StageGate(props: {
  gate: Api.Gate;
  promotion: Api.Promotion | undefined;
}) {
  const t = useTexts();
  const { gate, promotion } = props;
  const blocking = gate.checks.filter(standsInTheWay).length;
  return (
    <section
      className={`${styles.stack} ${styles.gate}`}
      aria-label={t('version.gate.stage', { stage: gate.stage })}
    >
      <div className={styles.head}>
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('version.gate.stage', { stage: gate.stage })}
        </Text>
        <OutcomeIcon outcome={gate.verdict} />
      </div>
      {gate.verdict === 'pending' ? (
        <Text>{t('version.gate.pending', { stage: gate.stage })}</Text>
      ) : (
        <>
          <Text>
            {blocking === 0
              ? t('version.gate.pass', { stage: gate.stage })
              : t('version.gate.blocked', {
                  count: blocking,
                  stage: gate.stage,
                })}
          </Text>
          <CheckList
            checks={gate.checks}
            approvals={promotion?.approvals ?? gate.approvals}
          />
        </>
      )}
      {gate.policyNumber !== undefined && (
        <Text variant="body-small" color="secondary">
          {t('version.gate.policy', { number: String(gate.policyNumber) })}
          {gate.evaluatedAt && (
            <>
              {' · '}
              {t('version.gate.evaluated')}{' '}
              <RelativeTime instant={gate.evaluatedAt} />
            </>
          )}
        </Text>
      )}
    </section>
  );
}
