import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { isLoopbackHost } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';

/**
 * The request header in which the sign-in page names the chosen demo user. A
 * page of another origin can't set it without a CORS preflight.
 *
 * @internal
 */
export const DEMO_USER_HEADER = 'x-chatbot-portal-demo-user';

/**
 * What the authenticator knows about a request.
 *
 * @internal
 */
export interface DemoAuthResult {
  /** Name of the chosen catalog `User` entity. */
  readonly userName: string;
}

/**
 * Believes the header, for the users named in `auth.providers.demo.users` only.
 *
 * @internal
 */
export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async (result: DemoAuthResult, context) => {
    const { entity } = await context.findCatalogUser({
      entityRef: { name: result.userName },
    });
    const profile = entity.spec?.profile;
    const details =
      typeof profile === 'object' && !Array.isArray(profile) ? profile : {};
    const text = (value: unknown) =>
      typeof value === 'string' ? value : undefined;
    return {
      profile: {
        displayName: text(details?.displayName) ?? result.userName,
        email: text(details?.email),
        picture: text(details?.picture),
      },
    };
  },
  initialize({ config }) {
    return { users: new Set(config.getStringArray('users')) };
  },
  async authenticate({ req }, { users }): Promise<{ result: DemoAuthResult }> {
    // A page can point its own name at 127.0.0.1 (DNS rebinding) and would then
    // count as same-origin; its name still stands in the Host header.
    if (!isLoopbackHost(req.hostname)) {
      throw new NotAllowedError(
        'Demo sign-in answers requests to a loopback address only',
      );
    }
    const userName = req.get(DEMO_USER_HEADER);
    if (!userName) {
      throw new AuthenticationError(
        `Choose a demo user: the header '${DEMO_USER_HEADER}' is missing`,
      );
    }
    if (!users.has(userName)) {
      throw new AuthenticationError(
        "Unknown demo user: it isn't listed in 'auth.providers.demo.users'",
      );
    }
    return { result: { userName } };
  },
});
