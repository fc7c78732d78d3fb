import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { WEBHOOK_SECRET } from '../../../__testUtils__/setUpWebhook';
import { readWebhooks } from './readWebhooks';

const GOOD = {
  id: 'receiver',
  url: 'https://receiver.example/hook?team=1',
  secret: WEBHOOK_SECRET,
};

function read(webhooks: JsonObject[], sinks: JsonObject = {}) {
  return readWebhooks(
    mockServices.rootConfig({
      data: { chatbots: { sinks: { webhooks, ...sinks } } },
    }),
  );
}

describe('webhooks of the configuration', () => {
  it('are none by default', () => {
    expect(readWebhooks(mockServices.rootConfig())).toEqual([]);
  });

  it('are read with types and owners, these as entity refs', () => {
    const [target] = read([
      { ...GOOD, types: ['promotion.approved'], owners: ['Chatbot-Team'] },
    ]);
    expect(target).toMatchObject({
      id: 'receiver',
      secret: WEBHOOK_SECRET,
      types: ['promotion.approved'],
      owners: ['group:default/chatbot-team'],
    });
    expect(target.url.href).toBe(GOOD.url);
  });

  it.each([
    'http://127.0.0.1:9000/',
    'http://localhost/',
    'http://[::1]:9000/',
    'https://10.0.0.1/',
  ])('may be at %s', url => {
    expect(read([{ ...GOOD, url }])).toHaveLength(1);
  });

  it.each<[string, JsonObject, string]>([
    ['a url that is none', { url: 'receiver' }, 'has a url that is none'],
    [
      'plain http to another machine',
      { url: 'http://receiver.example' },
      'needs https',
    ],
    ['another scheme', { url: 'ftp://receiver.example' }, 'needs https'],
    [
      'a name that only looks like this machine',
      { url: 'http://localhost.example' },
      'needs https',
    ],
    [
      'credentials in the url',
      { url: 'https://a:b@receiver.example' },
      'credentials or a fragment',
    ],
    ['no secret', { secret: undefined }, 'secret'],
    ['a secret without whsec_', { secret: 'c2VjcmV0' }, 'needs a secret of'],
    ['a short secret', { secret: 'whsec_c2VjcmV0' }, 'needs a secret of'],
    [
      'a type of event that there is not',
      { types: ['promotion.gone'] },
      "events of type 'promotion.gone'",
    ],
    ['no type at all', { types: [] }, 'asks for no type of event'],
    ['no owner at all', { owners: [] }, 'names no owner'],
    ['an owner that is none', { owners: ['a:b:c/d/e'] }, 'no entity ref'],
    ['a malformed id', { id: 'A receiver' }, "the id 'A receiver'"],
  ])('are refused at start for %s', (_, change, message) => {
    expect(() => read([{ ...GOOD, ...change }])).toThrow(message);
  });

  it('are refused without their secret in the message', () => {
    const secret = 'whsec_secretofsomebody';
    expect(() => read([{ ...GOOD, secret }])).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secretofsomebody'),
      }),
    );
  });

  it('are refused when two have one id', () => {
    expect(() => read([GOOD, GOOD])).toThrow("two targets 'receiver'");
  });

  it('are refused with a range of addresses that is none', () => {
    expect(() => read([GOOD], { allowedAddresses: ['10.0.0.0'] })).toThrow(
      "has '10.0.0.0', which is no range of addresses",
    );
  });
});
