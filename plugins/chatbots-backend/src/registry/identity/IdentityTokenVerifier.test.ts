import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { systemClock } from '../../database/Clock';
import { IdentityTokenVerifier } from './IdentityTokenVerifier';

const AUDIENCE = 'portal';

describe('IdentityTokenVerifier', () => {
  let server: Server;
  let verifier: IdentityTokenVerifier;
  let tokenFor: (audience: string | string[]) => Promise<string>;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
    server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${port}`;
    verifier = new IdentityTokenVerifier({
      clock: systemClock,
      issuers: [
        {
          issuer,
          audience: AUDIENCE,
          jwksUri: `${issuer}/keys`,
          host: 'git.example.com',
          type: 'generic',
          claims: { repositoryId: 'repository_id' },
          requireProtectedRef: false,
        },
      ],
    });
    tokenFor = audience =>
      new SignJWT({ repository_id: '42' })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey);
  });

  afterAll(() => new Promise(done => server.close(done)));

  it.each([
    ['its name', AUDIENCE],
    ['a list of it alone', [AUDIENCE]],
  ])('takes a token for %s', async (_, audience) => {
    expect(await verifier.verify(await tokenFor(audience))).toMatchObject({
      repository: { host: 'git.example.com', id: '42' },
    });
  });

  it.each([
    ['another audience', 'registry'],
    [
      'several audiences, since one of the others could hand it on',
      [AUDIENCE, 'registry'],
    ],
    ['the audience twice', [AUDIENCE, AUDIENCE]],
  ])('refuses a token for %s', async (_, audience) => {
    await expect(
      verifier.verify(await tokenFor(audience)),
    ).rejects.toMatchObject({
      reason: 'identity-token-audience',
    });
  });
});
