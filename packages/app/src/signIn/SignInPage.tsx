import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { DemoSignIn } from './DemoSignIn';
import { OidcSignIn } from './OidcSignIn';

/**
 * What people see before the portal knows who they are.
 *
 * @internal
 */
export function SignInPage(props: SignInPageProps) {
  const configApi = useApi(configApiRef);
  const provider = configApi.getOptionalString('app.signIn.provider');
  return provider === 'demo' ? (
    <DemoSignIn {...props} />
  ) : (
    <OidcSignIn {...props} />
  );
}
