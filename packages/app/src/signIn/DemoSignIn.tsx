import { ComponentType, useCallback, useState } from 'react';
import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  IdentityApi,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Flex } from '@backstage/ui';
import { appTranslationRef } from '../translation';
import { demoChoice } from './demoChoice';
import { DemoUserCards } from './DemoUserCards';
import { ForgettingIdentity } from './ForgettingIdentity';
import { SignInLayout } from './SignInLayout';

/** Named again in the backend module that reads it. */
const DEMO_USER_HEADER = 'x-chatbot-portal-demo-user';

/**
 * Sign-in by role: one card per demo user. The choice is remembered until
 * sign-out.
 *
 * @internal
 */
export function DemoSignIn(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const users =
    useApi(configApiRef).getOptionalStringArray('auth.providers.demo.users') ??
    [];
  const [userName, setUserName] = useState(() => {
    const remembered = demoChoice.get();
    return remembered && users.includes(remembered) ? remembered : undefined;
  });

  const choose = useCallback((name: string) => {
    demoChoice.set(name);
    setUserName(name);
  }, []);
  const forget = useCallback(() => {
    demoChoice.clear();
    setUserName(undefined);
  }, []);
  const handleSuccess = useCallback(
    (identity: IdentityApi) =>
      onSignInSuccess(
        ForgettingIdentity.create({ identity, forget: demoChoice.clear }),
      ),
    [onSignInSuccess],
  );
  const SignInFailed: ComponentType<{ error?: Error }> = useCallback(
    ({ error }: { error?: Error }) => (
      <SignInLayout title={t('signIn.demo.failed')}>
        <Flex direction="column" gap="4">
          <Alert
            status="danger"
            icon
            title={error?.message ?? t('signIn.demo.failed')}
            description={t('signIn.demo.failedHint')}
          />
          <Flex>
            <Button onPress={forget}>{t('signIn.demo.chooseAgain')}</Button>
          </Flex>
        </Flex>
      </SignInLayout>
    ),
    [forget, t],
  );

  if (userName) {
    return (
      <ProxiedSignInPage
        provider="demo"
        headers={{ [DEMO_USER_HEADER]: userName }}
        onSignInSuccess={handleSuccess}
        ErrorComponent={SignInFailed}
      />
    );
  }
  return (
    <SignInLayout
      title={t('signIn.demo.title')}
      description={t('signIn.demo.description')}
    >
      <DemoUserCards users={users} onChoose={choose} />
    </SignInLayout>
  );
}
