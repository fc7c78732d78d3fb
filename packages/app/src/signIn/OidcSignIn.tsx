import { useCallback, useEffect, useState } from 'react';
import { Progress, UserIdentity } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Flex } from '@backstage/ui';
import { appTranslationRef } from '../translation';
import { oidcAuthApiRef } from './oidcAuthApi';
import { SignInLayout } from './SignInLayout';

/**
 * Sign-in through the company's OpenID provider. A session that is still good is
 * picked up without a click.
 *
 * @internal
 */
export function OidcSignIn(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const authApi = useApi(oidcAuthApiRef);
  const provider =
    useApi(configApiRef).getOptionalString('app.signIn.title') ??
    t('signIn.oidc.provider');
  const [checking, setChecking] = useState(true);
  const [error, setError] = useState<Error>();

  const signIn = useCallback(
    async (options: { optional?: boolean; instantPopup?: boolean }) => {
      setError(undefined);
      const response = await authApi.getBackstageIdentity(options);
      if (response) {
        onSignInSuccess(
          UserIdentity.create({ identity: response.identity, authApi }),
        );
      }
    },
    [authApi, onSignInSuccess],
  );

  useEffect(() => {
    signIn({ optional: true })
      .catch(setError)
      .finally(() => setChecking(false));
  }, [signIn]);

  if (checking) {
    return <Progress />;
  }
  return (
    <SignInLayout
      title={t('signIn.oidc.title')}
      description={t('signIn.oidc.description', { provider })}
    >
      <Flex direction="column" gap="4">
        {error && (
          <Alert
            status="danger"
            icon
            title={error.message}
            description={t('signIn.oidc.failedHint')}
          />
        )}
        <Flex>
          <Button
            onPress={() => signIn({ instantPopup: true }).catch(setError)}
          >
            {t('signIn.oidc.button', { provider })}
          </Button>
        </Flex>
      </Flex>
    </SignInLayout>
  );
}
