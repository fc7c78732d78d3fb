import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import { AccessSettings } from './access.ts';
import { TokenVerifier } from './oidc.ts';

const pair = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('RS256');
const asked: string[] = [];
let isAway = false;
let saysIssuer: string | undefined;
let issuer = '';
let verifier: TokenVerifier;

const provider = createServer((request, response) => {
  void (async () => {
    asked.push(request.url ?? '');
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }];
    const body = request.url?.startsWith('/.well-known/')
      ? { issuer: saysIssuer ?? issuer, jwks_uri: `${issuer}/keys` }
      : { keys };
    response
      .writeHead(isAway ? 500 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  })();
});

function createVerifier(): TokenVerifier {
  const settings = { kind: 'oidc', issuer, audience: 'handbook-bot' };
  const access = AccessSettings.parse(settings);
  assert.ok(access.kind === 'oidc');
  return TokenVerifier.create(access);
}

before(async () => {
  await new Promise<void>(done => provider.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  verifier = createVerifier();
});
after(() => void provider.close().closeAllConnections());

/** A token as the provider makes it, with other claims. */
function token(
  claims: JWTPayload = {},
  { key = pair.privateKey, kid = 'one' } = {},
): Promise<string> {
  return new SignJWT(payload(claims))
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(key);
}

function payload(claims: JWTPayload): JWTPayload {
  return {
    iss: issuer,
    aud: 'handbook-bot',
    sub: 'u-1',
    exp: Math.floor(Date.now() / 1_000) + 60,
    groups: ['hr'],
    ...claims,
  };
}

test('takes a token of the provider, with subject and groups', async () => {
  assert.deepEqual(await verifier.verify(await token()), {
    subject: 'user:u-1',
    groups: ['hr'],
  });
  const without = await verifier.verify(await token({ groups: undefined }));
  assert.deepEqual(without.groups, []);
});

const refusals: [name: string, code: string, make: () => Promise<string>][] = [
  [
    'for another audience',
    'audience-wrong',
    () => token({ aud: 'another-bot' }),
  ],
  [
    'of another issuer',
    'issuer-wrong',
    () => token({ iss: 'https://evil.example' }),
  ],
  ['that has expired', 'token-expired', () => token({ exp: 1_000_000 })],
  ['that never expires', 'claim-wrong', () => token({ exp: undefined })],
  ['of nobody', 'claim-wrong', () => token({ sub: undefined })],
  [
    'whose groups are no texts',
    'claim-wrong',
    () => token({ groups: [{ name: 'hr' }] }),
  ],
  [
    'signed with a key that the provider does not have',
    'key-unknown',
    () => token({}, { kid: 'two' }),
  ],
  [
    "signed with a stranger's key under a known name",
    'signature-wrong',
    () => token({}, { key: stranger.privateKey }),
  ],
  [
    'that is not signed (alg none)',
    'algorithm-refused',
    async () => new UnsecuredJWT(payload({})).encode(),
  ],
  [
    'signed by HS256 with the public key as secret',
    'algorithm-refused',
    async () =>
      new SignJWT(payload({}))
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(new TextEncoder().encode(await exportSPKI(pair.publicKey))),
  ],
  ['that is none', 'token-invalid', async () => 'not.a.token'],
];
for (const [name, code, make] of refusals) {
  test(`refuses a token ${name}`, async () => {
    await assert.rejects(verifier.verify(await make()), { status: 401, code });
  });
}

test('asks the provider once for all of these', () => {
  assert.deepEqual(asked, ['/.well-known/openid-configuration', '/keys']);
});

test('says 503 while the provider is away or says that it is another, and takes tokens once it is back', async t => {
  const log = t.mock.method(console, 'error', () => {});
  const other = createVerifier();
  const refusal = { status: 503, code: 'sign-in-unavailable' };
  const good = await token();
  isAway = true;
  await assert.rejects(other.verify(good), refusal);
  isAway = false;
  saysIssuer = 'https://other.example';
  await assert.rejects(other.verify(good), refusal);
  saysIssuer = undefined;
  assert.equal((await other.verify(good)).subject, 'user:u-1');
  const lines = log.mock.calls.map(call => String(call.arguments[0]));
  assert.equal(lines.length, 2);
  assert.ok(!lines.join().includes(good));
});

test('wants https of a provider that is not on this machine, and signatures by key pairs', () => {
  const wrong = (changes: object) =>
    !AccessSettings.safeParse({
      kind: 'oidc',
      issuer: 'https://login.example',
      audience: 'bot',
      ...changes,
    }).success;
  assert.equal(wrong({}), false);
  assert.ok(wrong({ issuer: 'http://login.example' }));
  assert.ok(wrong({ algorithms: ['HS256'] }));
  assert.ok(wrong({ algorithms: ['none'] }));
  assert.ok(wrong({ audience: undefined }));
});
