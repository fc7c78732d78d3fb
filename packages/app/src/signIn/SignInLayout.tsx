import { ReactNode } from 'react';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { TabTitle } from '../layout/PortalInTitles';
import { Logo } from '../nav/Logo';
import { appTranslationRef } from '../translation';
import styles from './SignInLayout.module.css';

/** @internal */
export interface SignInLayoutProps {
  title: string;
  description?: string;
  children: ReactNode;
}

/**
 * The frame of every sign-in page: the portal's name, what it is for, and one
 * thing to do.
 *
 * @internal
 */
export function SignInLayout(props: SignInLayoutProps) {
  const { title, description, children } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const portalTitle =
    useApi(configApiRef).getOptionalString('app.title') ?? t('portal.title');

  return (
    <main className={styles.page}>
      <TabTitle title={title} />
      <div className={styles.content}>
        <Flex direction="column" gap={{ initial: '4', sm: '8' }}>
          <Flex align="center" gap="3">
            <Logo size={40} />
            <Flex direction="column" gap="0.5">
              <Text variant="title-small" weight="bold">
                {portalTitle}
              </Text>
              <Text variant="body-medium" color="secondary">
                {t('portal.purpose')}
              </Text>
            </Flex>
          </Flex>
          <Flex direction="column" gap="2">
            <Text
              as="h1"
              variant={{ initial: 'title-small', sm: 'title-large' }}
              weight="bold"
            >
              {title}
            </Text>
            {description && (
              <Text
                as="p"
                variant={{ initial: 'body-medium', sm: 'body-large' }}
                color="secondary"
              >
                {description}
              </Text>
            )}
          </Flex>
          {children}
        </Flex>
      </div>
    </main>
  );
}
