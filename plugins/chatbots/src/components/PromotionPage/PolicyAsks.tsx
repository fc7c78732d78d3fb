import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { CheckList, OutcomeIcon } from '../shared';
import styles from './promotion.module.css';

/** Every check with its reason, and whose approvals the policy asks for. @internal */
export function PolicyAsks(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { gate, promotion } = props.detail;
  return (
    <Card>
      <CardHeader>
        <div className={styles.cardHead}>
          <Text as="h2" variant="title-small" weight="bold">
            {t('promotion.policy.title')}
          </Text>
          <OutcomeIcon outcome={gate.verdict} />
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.stack}>
          <CheckList checks={gate.checks} approvals={promotion.approvals} />
          {gate.policyNumber !== undefined && (
            <Text variant="body-small" color="secondary">
              {t('promotion.policy.number', {
                number: String(gate.policyNumber),
              })}
            </Text>
          )}
        </div>
      </CardBody>
    </Card>
  );
}
