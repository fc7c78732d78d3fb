import {
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { reasoned } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** The person who sends the request. Throws `user-required` for a service; a plugin that acts for a person passes. */
export async function requireUser(
  httpAuth: HttpAuthService,
  req: Parameters<HttpAuthService['credentials']>[0],
): Promise<BackstageCredentials<BackstageUserPrincipal>> {
  const { principal } = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  if (principal.type !== 'user') {
    throw reasoned('user-required', 'Only a signed-in person can do this');
  }
  return httpAuth.credentials(req, { allow: ['user'] });
}
