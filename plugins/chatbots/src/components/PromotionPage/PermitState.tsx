import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import { RelativeTime } from '../shared';
import styles from './promotion.module.css';

type Permit = NonNullable<Api.PromotionDetail['permit']>;

/** Until when the permit holds, and whether it was used. @internal */
export function PermitState(props: { permit: Permit }) {
  const t = useTexts();
  const { permit } = props;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('promotion.permit.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <dl className={styles.meta}>
          <div>
            <dt>{t('promotion.permit.id')}</dt>
            <dd>
              <code>{permit.permitId}</code>
            </dd>
          </div>
          <div>
            <dt>{t('promotion.permit.issued')}</dt>
            <dd>
              <RelativeTime instant={permit.issuedAt} />
            </dd>
          </div>
          <div>
            <dt>{t('promotion.permit.expires')}</dt>
            <dd>
              <RelativeTime instant={permit.expiresAt} />
            </dd>
          </div>
          <div>
            <dt>{t('promotion.permit.consumed')}</dt>
            <dd>
              <Consumed permit={permit} />
            </dd>
          </div>
        </dl>
      </CardBody>
    </Card>
  );
}

function Consumed(props: { permit: Permit }) {
  const t = useTexts();
  const { consumedAt, expiresAt } = props.permit;
  if (consumedAt) {
    return <RelativeTime instant={consumedAt} />;
  }
  return Date.parse(expiresAt) < Date.now() ? (
    <>{t('promotion.permit.expired')}</>
  ) : (
    <>{t('promotion.permit.notConsumed')}</>
  );
}
