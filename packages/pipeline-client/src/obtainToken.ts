import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';
import { fieldOf, sendJson } from './sendJson';

/**
 * The pipeline's credential: the stored token, else one exchanged for the identity
 * token that the CI system issues to the job.
 *
 * @remarks
 * `CHATBOT_PORTAL_TOKEN` is the stored one. On GitHub and Gitea the job asks for an
 * identity token itself (`permissions: id-token: write`); on GitLab the job's
 * `id_tokens` put it into `CHATBOT_PORTAL_ID_TOKEN`. The audience is
 * `CHATBOT_PORTAL_AUDIENCE`, or else the portal's address.
 *
 * @throws PipelineError
 *
 * @public
 */
export async function obtainToken(
  portalUrl: string,
  host: Pick<PipelineHost, 'env' | 'fetch' | 'sleep' | 'log'>,
): Promise<string> {
  const { env } = host;
  if (env.CHATBOT_PORTAL_TOKEN) {
    return env.CHATBOT_PORTAL_TOKEN;
  }
  const identityToken =
    env.CHATBOT_PORTAL_ID_TOKEN ||
    (await requestIdentityToken(portalUrl, host));
  if (!identityToken) {
    throw PipelineError.create('This run has no credential for the portal', {
      reason: 'token-missing',
      hint: 'Set the secret CHATBOT_PORTAL_TOKEN, or allow the job to request an identity token.',
    });
  }
  const exchanged = await sendJson(
    {
      method: 'POST',
      url: `${portalUrl}/api/chatbots/pipeline/v1/token`,
      body: { identityToken },
    },
    host,
  );
  return textField(exchanged, 'token');
}

async function requestIdentityToken(
  portalUrl: string,
  host: Pick<PipelineHost, 'env' | 'fetch' | 'sleep' | 'log'>,
): Promise<string | undefined> {
  const { env } = host;
  if (
    !env.ACTIONS_ID_TOKEN_REQUEST_URL ||
    !env.ACTIONS_ID_TOKEN_REQUEST_TOKEN
  ) {
    return undefined;
  }
  const url = new URL(env.ACTIONS_ID_TOKEN_REQUEST_URL);
  url.searchParams.set('audience', env.CHATBOT_PORTAL_AUDIENCE || portalUrl);
  const issued = await sendJson(
    {
      method: 'GET',
      url: String(url),
      token: env.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    },
    host,
  );
  return textField(issued, 'value');
}

function textField(answer: unknown, name: string): string {
  const value = fieldOf(answer, name);
  if (typeof value !== 'string' || value === '') {
    throw PipelineError.create(`The answer has no '${name}'`);
  }
  return value;
}
