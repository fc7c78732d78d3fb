import {
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';

type Request = Parameters<HttpAuthService['credentials']>[0];
type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** The person who sends the request. Throws `user-required` for a service; a plugin that acts for a person passes. */
export async function requireUser(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<UserCredentials> {
  const { principal } = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  if (principal.type !== 'user') {
    throw errorWithReason(
      'user-required',
      'Only a signed-in person can do this',
    );
  }
  return httpAuth.credentials(req, { allow: ['user'] });
}

/**
 * The person who sends the request, and nobody for them. Throws `user-required` for a service, and for a plugin that acts for a
 * person: whoever approves must have read what they approve.
 */
export async function requirePerson(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<UserCredentials> {
  const credentials = await requireUser(httpAuth, req);
  if (credentials.principal.actor) {
    throw errorWithReason(
      'user-required',
      'Only the person can do this, no plugin in their name',
    );
  }
  return credentials;
}
