import { createFrontendModule } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/core-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { useEffect } from 'react';

const USER = 'user:default/engineer';

/** Signs everybody in as the engineer: there is no backend to ask. */
function DevSignIn(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  useEffect(
    () =>
      onSignInSuccess({
        getProfileInfo: async () => ({ displayName: 'Engineer' }),
        getBackstageIdentity: async () => ({
          type: 'user',
          userEntityRef: USER,
          ownershipEntityRefs: [USER],
        }),
        getCredentials: async () => ({}),
        signOut: async () => {},
      }),
    [onSignInSuccess],
  );
  return null;
}

/** The harness's sign-in page. @internal */
export const devSignInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({ params: { loader: async () => DevSignIn } }),
  ],
});
