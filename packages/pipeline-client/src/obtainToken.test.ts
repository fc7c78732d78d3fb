import { fakeHost } from './__testUtils__/fakeHost';
import { PipelineClient } from './PipelineClient';
import { runReportCommand } from './reportCommands';

const api = 'https://portal.example/api/chatbots/pipeline/v1';

describe('credentials', () => {
  const oidc = {
    CHATBOT_PORTAL_TOKEN: '',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://ci.example/token?api-version=2',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-of-the-job',
  };
  const exchange = ({ url }: { url: string }) => {
    if (url.startsWith('https://ci.example/')) {
      return { status: 200, body: { value: 'identity-token-of-the-job' } };
    }
    return url.endsWith('/token')
      ? { status: 200, body: { token: 'exchanged-pipeline-token' } }
      : { status: 200, body: {} };
  };

  it('are exchanged once for an identity token when none is stored', async () => {
    const { host, requests, log, printed } = fakeHost({
      env: oidc,
      answer: exchange,
    });
    const client = PipelineClient.create({ host });
    await Promise.all([
      client.listPromotions('approved'),
      client.getDeployment('d'),
    ]);
    expect(
      requests.map(({ method, url, token, body }) => [
        method,
        url,
        token,
        body,
      ]),
    ).toEqual([
      [
        'GET',
        'https://ci.example/token?api-version=2&audience=https%3A%2F%2Fportal.example',
        'request-token-of-the-job',
        undefined,
      ],
      [
        'POST',
        `${api}/token`,
        undefined,
        { identityToken: 'identity-token-of-the-job' },
      ],
      [
        'GET',
        `${api}/promotions?state=approved`,
        'exchanged-pipeline-token',
        undefined,
      ],
      ['GET', `${api}/deployments/d`, 'exchanged-pipeline-token', undefined],
    ]);
    expect([...log, ...printed].join()).not.toContain('token-of-the-job');
  });

  it('can name another audience, or be given by the CI system', async () => {
    const asked = fakeHost({
      env: { ...oidc, CHATBOT_PORTAL_AUDIENCE: 'portal' },
      answer: exchange,
    });
    await PipelineClient.create({ host: asked.host }).listPromotions();
    expect(asked.requests[0].url).toContain('audience=portal');

    const given = fakeHost({
      env: { CHATBOT_PORTAL_TOKEN: '', CHATBOT_PORTAL_ID_TOKEN: 'from-gitlab' },
      answer: exchange,
    });
    await PipelineClient.create({ host: given.host }).listPromotions();
    expect(given.requests[0].body).toEqual({ identityToken: 'from-gitlab' });
  });

  it('prefer the stored token', async () => {
    const { host, requests } = fakeHost({
      env: { ...oidc, CHATBOT_PORTAL_TOKEN: 'stored' },
    });
    await PipelineClient.create({ host }).listPromotions();
    expect(requests.map(({ token }) => token)).toEqual(['stored']);
  });

  describe('that expired', () => {
    /** A portal that takes none of the tokens it exchanged but one. */
    const portal = ({ accepts = 2 } = {}) => {
      let exchanged = 0;
      return ({ url, token }: { url: string; token?: string }) => {
        if (url.startsWith('https://ci.example/')) {
          return { status: 200, body: { value: 'identity-token' } };
        }
        if (url.endsWith('/token')) {
          exchanged += 1;
          return { status: 200, body: { token: `pipeline-${exchanged}` } };
        }
        return token === `pipeline-${accepts}`
          ? { status: 200, body: { items: [] } }
          : {
              status: 401,
              body: { error: { message: 'Late', reason: 'token-expired' } },
            };
      };
    };
    const sentWith = (requests: { url: string; token?: string }[]) =>
      requests
        .filter(({ url }) => url.startsWith(`${api}/promotions`))
        .map(({ token }) => token);

    it('are exchanged once again, for all that failed at the same time', async () => {
      const { host, requests } = fakeHost({ env: oidc, answer: portal() });
      const client = PipelineClient.create({ host });
      await Promise.all([client.listPromotions(), client.listPromotions()]);
      await client.listPromotions();
      expect(sentWith(requests)).toEqual([
        'pipeline-1',
        'pipeline-1',
        'pipeline-2',
        'pipeline-2',
        'pipeline-2',
      ]);
      expect(requests.filter(({ url }) => url === `${api}/token`)).toHaveLength(
        2,
      );
    });

    it('are not exchanged a third time', async () => {
      const answer = portal({ accepts: 3 });
      const { host, requests } = fakeHost({ env: oidc, answer });
      await expect(
        PipelineClient.create({ host }).listPromotions(),
      ).rejects.toMatchObject({ reason: 'token-expired' });
      expect(sentWith(requests)).toEqual(['pipeline-1', 'pipeline-2']);
    });

    it('are final when they were stored', async () => {
      for (const [env, token] of [
        [{ ...oidc, CHATBOT_PORTAL_TOKEN: 'stored' }, undefined],
        [oidc, 'stored'],
      ] as const) {
        const { host, requests } = fakeHost({ env, answer: portal() });
        await expect(
          PipelineClient.create({ host, token }).listPromotions(),
        ).rejects.toMatchObject({ reason: 'token-expired' });
        expect(requests.map(sent => sent.token)).toEqual(['stored']);
      }
    });
  });

  it('are missed with a hint', async () => {
    const { host, log } = fakeHost({ env: { CHATBOT_PORTAL_TOKEN: '' } });
    expect(await runReportCommand(['deployment', 'd'], host)).toBe(1);
    expect(log[0]).toMatch(/^error {2}token-missing: /);
    expect(log[1]).toContain('CHATBOT_PORTAL_TOKEN');
  });

  it('need a portal', async () => {
    for (const url of ['', 'portal.example/x y']) {
      const { host, log } = fakeHost({ env: { CHATBOT_PORTAL_URL: url } });
      expect(await runReportCommand(['deployment', 'd'], host)).toBe(1);
      expect(log[1]).toContain('CHATBOT_PORTAL_URL');
    }
  });
});
