import { reasonOf } from '../errors';
import { createChatbotsClient } from './ChatbotsClient';

function clientWith(answer: () => Response) {
  const requests: Request[] = [];
  const client = createChatbotsClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal.test/api/${pluginId}`,
    },
    fetchApi: {
      // Twice, as the middleware of Backstage's fetch API does.
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        expect(() => new Request(input, init)).not.toThrow();
        return answer();
      },
    },
  });
  return { client, requests };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

describe('createChatbotsClient', () => {
  it.each([
    ['path.chatbot', { path: { chatbot: 'x\ud83d' }, query: {} }],
    ['query.search', { path: { chatbot: 'a' }, query: { search: '\udc00' } }],
  ])(
    'refuses half of a surrogate pair in %s, and sends nothing',
    async (path, request) => {
      const { client, requests } = clientWith(() => json({ items: [] }));
      const error = await client.listModelVersions(request).catch(e => e);
      expect(error.reason).toBe('input-invalid');
      expect(error.details).toEqual({ path });
      expect(requests).toEqual([]);
    },
  );

  it('puts path, query, body and token where the operation has them', async () => {
    const { client, requests } = clientWith(() => json({ items: [] }));

    await client.listModelVersions(
      {
        path: { chatbot: 'a/b c' },
        query: { limit: 5, cursor: undefined },
      },
      { token: 'secret' },
    );
    await client.decidePromotion({
      path: { promotionId: 'p1' },
      body: { decision: 'approve', bindingDigest: 'd', comment: 'ä' },
    });

    const [list, decide] = requests;
    expect(list.method).toBe('GET');
    expect(list.url).toBe(
      'http://portal.test/api/chatbots/v1/chatbots/a%2Fb%20c/versions?limit=5',
    );
    expect(list.headers.get('authorization')).toBe('Bearer secret');
    expect(list.body).toBeNull();
    expect(decide.method).toBe('POST');
    expect(decide.headers.get('content-type')).toBe('application/json');
    expect(decide.headers.get('authorization')).toBeNull();
    expect(await decide.json()).toEqual({
      decision: 'approve',
      bindingDigest: 'd',
      comment: 'ä',
    });
  });

  it('answers with the body, and with nothing for 204', async () => {
    const status = clientWith(() => json({ size: 3 }));
    await expect(status.client.getAuditStatus()).resolves.toEqual({ size: 3 });

    const acknowledged = clientWith(() => new Response(null, { status: 204 }));
    await expect(
      acknowledged.client.acknowledgeChanges({
        path: { consumer: 'catalog' },
        body: { cursor: 4, revision: 1 },
      }),
    ).resolves.toBeUndefined();
  });

  it('throws a ResponseError that carries the reason of a refusal', async () => {
    const { client } = clientWith(() =>
      json(
        {
          error: {
            name: 'ConflictError',
            message: 'The permit was consumed',
            reason: 'permit-consumed',
            hint: 'Request a new promotion',
          },
          request: { method: 'GET', url: '/v1/chatbots' },
          response: { statusCode: 409 },
        },
        409,
      ),
    );
    const error = await client
      .listChatbots()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ResponseError', statusCode: 409 });
    expect(reasonOf(error)?.reason).toBe('permit-consumed');
  });

  it('passes on the signal that ends a call', async () => {
    const { client, requests } = clientWith(() => json({ items: [] }));
    const controller = new AbortController();
    await client.listChatbots({}, { signal: controller.signal });
    controller.abort();
    expect(requests[0].signal.aborted).toBe(true);
  });
});
