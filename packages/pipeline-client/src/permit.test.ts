import { createHash, createPublicKey } from 'node:crypto';
import { keyPairOf } from '@chatbot-portal/transparency-log/testUtils';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import {
  createPermit,
  permitKeyId,
  type PermitPredicate,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { fakeHost } from './__testUtils__/fakeHost';
import { parsePermitKeys } from './parsePermitKeys';
import { runPermitCommand } from './permitCommands';

const portal = keyPairOf('portal');
const stranger = keyPairOf('stranger');
const digest = 'd'.repeat(64);
const archive = 'the bytes of the archive';
const archiveDigest = createHash('sha256').update(archive).digest('hex');

function pemOf(publicKey: Uint8Array): string {
  const x = Buffer.from(publicKey).toString('base64url');
  return String(
    createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x },
      format: 'jwk',
    }).export({ format: 'pem', type: 'spki' }),
  );
}

function pinned(keyPair = portal, use = 'permit') {
  return {
    use,
    keyId: permitKeyId(keyPair.publicKey, sha256),
    algorithm: 'Ed25519',
    publicKeyPem: pemOf(keyPair.publicKey),
  };
}

const predicate: PermitPredicate = {
  permitId: 'permit-1',
  promotionId: 'promotion-1',
  chatbot: 'faq-bot',
  repositoryId: '42',
  version: '1.0.0',
  stage: 'production',
  strategy: 'canary',
  bindingDigest: 'b'.repeat(64),
  issuedAt: '2026-11-22T10:00:00Z',
  expiresAt: '2026-11-22T11:00:00Z',
  portal: 'https://portal.example',
};

async function scene(
  options: {
    predicate?: Partial<PermitPredicate>;
    signer?: typeof portal;
    keys?: unknown;
    env?: Record<string, string>;
    now?: string;
    refusal?: string;
  } = {},
) {
  const envelope = await createPermit({
    predicate: { ...predicate, ...options.predicate },
    digest,
    artifacts: [{ name: 'chatbot.tgz', digest: archiveDigest }],
    key: {
      keyId: permitKeyId(portal.publicKey, sha256),
      sign: (options.signer ?? portal).sign,
    },
  });
  return fakeHost({
    env: {
      STAGE: 'production',
      PROMOTION_ID: 'promotion-1',
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_ATTEMPT: '1',
      ...options.env,
    },
    now: options.now,
    files: {
      '.chatbot-portal/keys.json': JSON.stringify(
        options.keys ?? { keys: [pinned()] },
      ),
      '.chatbot-portal/config.json': JSON.stringify({ chatbot: 'faq-bot' }),
      'dist/chatbot.tgz': archive,
      'dist/other.tgz': 'other bytes',
    },
    answer: ({ url }) => {
      if (options.refusal) {
        return {
          status: 409,
          body: {
            error: { message: 'No', reason: options.refusal, hint: 'H' },
          },
        };
      }
      return url.endsWith('/permit')
        ? { status: 200, body: { permitId: 'permit-1', envelope } }
        : { status: 201, body: { id: 'deployment-1' } };
    },
  });
}

describe('permit', () => {
  it('is fetched, verified, consumed once, and admits its artifact', async () => {
    const { host, files, requests, printed, log } = await scene();
    expect(await runPermitCommand(['fetch'], host)).toBe(0);
    expect(JSON.parse(files.get('permit.json')!)).toMatchObject({
      payloadType: 'application/vnd.in-toto+json',
    });
    expect(JSON.parse(printed[0])).toEqual({ digest, ...predicate });

    expect(await runPermitCommand(['verify'], host)).toBe(0);
    expect(
      await runPermitCommand(['hash-artifact', 'dist/chatbot.tgz'], host),
    ).toBe(0);
    expect(printed.at(-1)).toBe(archiveDigest);

    expect(await runPermitCommand(['consume', 'permit.json'], host)).toBe(0);
    expect(JSON.parse(printed.at(-1)!)).toEqual({ id: 'deployment-1' });
    expect(
      requests.map(({ method, url, body }) => [method, url, body]),
    ).toEqual([
      [
        'POST',
        'https://portal.example/api/chatbots/pipeline/v1/promotions/promotion-1/permit',
        undefined,
      ],
      [
        'POST',
        'https://portal.example/api/chatbots/pipeline/v1/permits/permit-1/consume',
        {
          idempotencyKey: '7-1',
          digest,
          run: { id: '7', attempt: 1 },
        },
      ],
    ]);
    expect(log.filter(line => line.startsWith('error'))).toEqual([]);
  });

  it('refuses an artifact that the version does not list', async () => {
    const { host, log } = await scene();
    await runPermitCommand(['fetch'], host);
    expect(
      await runPermitCommand(['hash-artifact', 'dist/other.tgz'], host),
    ).toBe(1);
    expect(log.at(-2)).toMatch(/^error {2}artifact-mismatch: /);
    expect(
      await runPermitCommand(['hash-artifact', 'dist/none.tgz'], host),
    ).toBe(1);
    expect(log.at(-1)).toContain('dist/none.tgz cannot be read');
  });

  it.each([
    [
      'of another stage',
      { predicate: { stage: 'staging' } },
      'permit-scope-mismatch',
    ],
    [
      'of another chatbot',
      { predicate: { chatbot: 'faq' } },
      'permit-scope-mismatch',
    ],
    [
      'of another promotion',
      { predicate: { promotionId: 'x' } },
      'permit-scope-mismatch',
    ],
    ['signed by a stranger', { signer: stranger }, 'permit-signature-invalid'],
    ['that expired', { now: '2026-11-22T11:00:00Z' }, 'permit-expired'],
    [
      'of a portal that is not pinned',
      { keys: { keys: [pinned(stranger)] } },
      'permit-signature-invalid',
    ],
    [
      'while only the key of the log is pinned',
      { keys: { keys: [pinned(portal, 'audit-log')] } },
      'input-invalid',
    ],
    [
      'that the portal withholds',
      { refusal: 'checks-not-passed' },
      'checks-not-passed',
    ],
  ])('%s is refused and not written', async (_name, options, reason) => {
    const { host, files, log } = await scene(options);
    expect(await runPermitCommand(['fetch'], host)).toBe(1);
    expect(log[0]).toContain(`error  ${reason}: `);
    expect(files.has('permit.json')).toBe(false);
  });

  it('is verified again before it is consumed', async () => {
    const { host, files, requests, log } = await scene();
    await runPermitCommand(['fetch'], host);
    const envelope = JSON.parse(files.get('permit.json')!);
    const payload = Buffer.from(envelope.payload, 'base64').toString();
    envelope.payload = Buffer.from(
      payload.replace(digest, 'e'.repeat(64)),
    ).toString('base64');
    files.set('permit.json', JSON.stringify(envelope));
    expect(await runPermitCommand(['consume'], host)).toBe(1);
    expect(log.at(-2)).toContain('permit-signature-invalid');
    expect(requests).toHaveLength(1);
  });

  it('is for the digest that the job expects', async () => {
    const { host, log } = await scene();
    const args = ['fetch', '--digest', 'c'.repeat(64)];
    expect(await runPermitCommand(args, host)).toBe(1);
    expect(log[0]).toContain('permit-digest-mismatch');
  });

  it('tells that it was consumed before', async () => {
    const { host, files } = await scene();
    await runPermitCommand(['fetch'], host);
    const second = await scene({ refusal: 'permit-consumed' });
    second.files.set('permit.json', files.get('permit.json')!);
    expect(await runPermitCommand(['consume'], second.host)).toBe(1);
    expect(second.log[0]).toBe('error  permit-consumed: No');
  });

  it.each([
    ['no stage', { STAGE: '' }, ['fetch']],
    ['no promotion', { PROMOTION_ID: '' }, ['fetch']],
    ['no permit', {}, ['consume']],
    ['no artifact', {}, ['hash-artifact']],
    ['no pinned keys', {}, ['fetch', '--keys', 'none.json']],
  ])('cannot be used with %s', async (_name, env, args) => {
    const { host, log } = await scene({ env });
    expect(await runPermitCommand(args, host)).toBe(1);
    expect(log.some(line => line.startsWith('error'))).toBe(true);
  });
});

describe('parsePermitKeys', () => {
  it('reads what the portal publishes', () => {
    expect(
      parsePermitKeys(
        JSON.stringify({ keys: [pinned(stranger, 'audit-log'), pinned()] }),
        sha256,
      ),
    ).toEqual([
      {
        keyId: permitKeyId(portal.publicKey, sha256),
        publicKey: portal.publicKey,
      },
    ]);
  });

  const p256 =
    '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n';
  it.each([
    ['no JSON', 'x'],
    ['null', 'null'],
    ['no list', '{"keys":{}}'],
    ['no keys', '{"keys":[]}'],
    ['null as key', '{"keys":[null]}'],
    [
      'an id of another key',
      JSON.stringify({
        keys: [{ ...pinned(), keyId: pinned(stranger).keyId }],
      }),
    ],
    [
      'an exchanged key',
      JSON.stringify({
        keys: [{ ...pinned(), publicKeyPem: pinned(stranger).publicKeyPem }],
      }),
    ],
    [
      'a key of another kind',
      JSON.stringify({ keys: [{ ...pinned(), publicKeyPem: p256 }] }),
    ],
    ['no PEM', JSON.stringify({ keys: [{ ...pinned(), publicKeyPem: 7 }] })],
  ])('refuses a file with %s', (_name, text) => {
    expect(() => parsePermitKeys(text, sha256)).toThrow(
      expect.objectContaining({ reason: 'input-invalid' }),
    );
  });
});
