import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Grid, Text } from '@backstage/ui';
import {
  RiCodeSSlashLine,
  RiDashboardLine,
  RiFileSearchLine,
  RiServerLine,
  RiShieldCheckLine,
  RiShieldUserLine,
  RiUserLine,
} from '@remixicon/react';
import { appTranslationRef } from '../translation';
import styles from './DemoUserCards.module.css';

const ICONS: Record<string, ReactNode> = {
  engineer: <RiCodeSSlashLine />,
  'reviewer-one': <RiShieldCheckLine />,
  'reviewer-two': <RiShieldUserLine />,
  lead: <RiDashboardLine />,
  auditor: <RiFileSearchLine />,
  'platform-admin': <RiServerLine />,
};

/** The words for a demo user; one added by configuration is shown by its name. */
function useDemoUserTexts() {
  const { t } = useTranslationRef(appTranslationRef);
  const known: Record<string, { title: string; does: string }> = {
    engineer: {
      title: t('signIn.users.engineer.title'),
      does: t('signIn.users.engineer.does'),
    },
    'reviewer-one': {
      title: t('signIn.users.reviewerOne.title'),
      does: t('signIn.users.reviewerOne.does'),
    },
    'reviewer-two': {
      title: t('signIn.users.reviewerTwo.title'),
      does: t('signIn.users.reviewerTwo.does'),
    },
    lead: {
      title: t('signIn.users.lead.title'),
      does: t('signIn.users.lead.does'),
    },
    auditor: {
      title: t('signIn.users.auditor.title'),
      does: t('signIn.users.auditor.does'),
    },
    'platform-admin': {
      title: t('signIn.users.platformAdmin.title'),
      does: t('signIn.users.platformAdmin.does'),
    },
  };
  return (name: string) => known[name] ?? { title: name, does: '' };
}

/** @internal */
export interface DemoUserCardsProps {
  /** Names of the catalog users, in the order to show them. */
  users: string[];
  onChoose: (userName: string) => void;
}

/**
 * One card per demo user, with what that person does here.
 *
 * @internal
 */
export function DemoUserCards(props: DemoUserCardsProps) {
  const { users, onChoose } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const textsOf = useDemoUserTexts();

  return (
    <Grid.Root
      columns={{ initial: '1', sm: '2', lg: '3' }}
      gap={{ initial: '2', sm: '4' }}
    >
      {users.map(name => {
        const { title, does } = textsOf(name);
        return (
          <Card
            key={name}
            className={styles.card}
            label={t('signIn.demo.cardLabel', { title })}
            onPress={() => onChoose(name)}
          >
            <CardBody>
              <Flex gap="3" align="start">
                <span className={styles.icon} aria-hidden>
                  {ICONS[name] ?? <RiUserLine />}
                </span>
                <Flex direction="column" gap="1">
                  <Text as="h2" variant="title-x-small" weight="bold">
                    {title}
                  </Text>
                  <Text as="p" variant="body-medium" color="secondary">
                    {does}
                  </Text>
                </Flex>
              </Flex>
            </CardBody>
          </Card>
        );
      })}
    </Grid.Root>
  );
}
