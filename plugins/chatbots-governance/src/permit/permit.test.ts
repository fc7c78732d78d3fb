import {
  keyPairOf,
  verifyWithWebCrypto,
} from '@chatbot-portal/transparency-log/testUtils';
import { verifyEd25519, sha256 } from '@chatbot-portal/transparency-log/node';
import type { VerifyBytes } from '@chatbot-portal/transparency-log';
import { assertArtifact } from './assertArtifact';
import { createPermit, permitKeyId } from './createPermit';
import { preAuthEncoding, type DsseEnvelope } from './DsseEnvelope';
import { PERMIT_PAYLOAD_TYPE, type PermitPredicate } from './PermitStatement';
import { verifyPermit, type PermitExpectation } from './verifyPermit';

const portal = keyPairOf('portal');
const trusted = {
  keyId: permitKeyId(portal.publicKey, sha256),
  publicKey: portal.publicKey,
};
const stranger = keyPairOf('stranger');
const digest = 'd'.repeat(64);
const artifact = { name: 'bot.tgz', digest: 'a'.repeat(64) };
const predicate: PermitPredicate = {
  permitId: '2f1c8c52-5c0e-4b43-9d9c-0c3d1c2b3a4f',
  promotionId: '7a1c8c52-5c0e-4b43-9d9c-0c3d1c2b3a4f',
  chatbot: 'faq-bot',
  repositoryId: '42',
  version: '1.0.0-abc1234-7',
  stage: 'production',
  strategy: 'canary',
  bindingDigest: 'b'.repeat(64),
  issuedAt: '2026-11-22T10:00:00.000Z',
  expiresAt: '2026-11-22T11:00:00.000Z',
  portal: 'https://portal.example',
};
const expectation: PermitExpectation = {
  now: new Date('2026-11-22T10:30:00Z'),
  chatbot: 'faq-bot',
  stage: 'production',
  digest,
  promotionId: predicate.promotionId,
};

function issue(changes: Partial<PermitPredicate> = {}) {
  return createPermit({
    predicate: { ...predicate, ...changes },
    digest,
    artifacts: [artifact],
    key: { keyId: trusted.keyId, sign: portal.sign },
  });
}

/** An envelope that the portal's key signed over any payload and type. */
async function signAnything(
  payload: string,
  payloadType = PERMIT_PAYLOAD_TYPE,
): Promise<DsseEnvelope> {
  const bytes = Buffer.from(payload, 'latin1');
  const sig = await portal.sign(preAuthEncoding(payloadType, bytes));
  return {
    payloadType,
    payload: bytes.toString('base64'),
    signatures: [
      { keyid: trusted.keyId, sig: Buffer.from(sig).toString('base64') },
    ],
  };
}

/** A statement whose parts a test exchanges at will. */
interface Tampered {
  _type: unknown;
  predicateType: unknown;
  subject: { name: string; digest: Record<string, string> }[];
  predicate: Record<string, unknown>;
}

async function reasonFor(
  envelope: unknown,
  changes: Partial<PermitExpectation> = {},
  keys = [trusted],
  verify: VerifyBytes = verifyEd25519,
): Promise<unknown> {
  try {
    await verifyPermit(envelope, keys, { ...expectation, ...changes }, verify);
    return 'accepted';
  } catch (error) {
    return (error as { reason?: string }).reason ?? error;
  }
}

describe('preAuthEncoding', () => {
  it('gives the example of the DSSE specification', () => {
    expect(
      Buffer.from(
        preAuthEncoding(
          'http://example.com/HelloWorld',
          Buffer.from('hello world'),
        ),
      ).toString(),
    ).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('counts bytes, not characters', () => {
    expect(Buffer.from(preAuthEncoding('ä', Buffer.from('€'))).toString()).toBe(
      'DSSEv1 2 ä 3 €',
    );
  });
});

describe.each([
  ['node:crypto', verifyEd25519],
  ['WebCrypto', verifyWithWebCrypto],
])('permit, with %s', (_name, verify) => {
  it('is an in-toto statement over the version and its artifacts', async () => {
    const envelope = await issue({ replaces: 'e'.repeat(64) });
    const statement = await verifyPermit(
      envelope,
      [trusted],
      expectation,
      verify,
    );
    expect(statement).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: 'faq-bot · 1.0.0-abc1234-7', digest: { sha256: digest } },
        { name: 'bot.tgz', digest: { sha256: 'a'.repeat(64) } },
      ],
      predicateType: 'https://chatbot-portal.dev/permit/v1',
      predicate: { ...predicate, replaces: 'e'.repeat(64) },
    });
  });

  it('fails with any byte of the payload or signature flipped', async () => {
    const envelope = await issue();
    const payload = Buffer.from(envelope.payload, 'base64');
    for (let i = 0; i < payload.length; i++) {
      payload[i] ^= 1;
      const forged = { ...envelope, payload: payload.toString('base64') };
      expect(await reasonFor(forged, {}, [trusted], verify)).toBe(
        'permit-signature-invalid',
      );
      payload[i] ^= 1;
    }
    const sig = Buffer.from(envelope.signatures[0].sig, 'base64');
    for (let i = 0; i < sig.length; i++) {
      sig[i] ^= 1;
      const forged = {
        ...envelope,
        signatures: [{ keyid: trusted.keyId, sig: sig.toString('base64') }],
      };
      expect(await reasonFor(forged, {}, [trusted], verify)).toBe(
        'permit-signature-invalid',
      );
      sig[i] ^= 1;
    }
  });
});

describe('a permit', () => {
  it('has one vector for ever', async () => {
    expect(await issue()).toMatchSnapshot();
  });

  it('is refused from a stranger who claims the trusted key id', async () => {
    const forged = await createPermit({
      predicate,
      digest,
      artifacts: [],
      key: { keyId: trusted.keyId, sign: stranger.sign },
    });
    expect(await reasonFor(forged)).toBe('permit-signature-invalid');
  });

  it('is refused without trusted keys', async () => {
    expect(await reasonFor(await issue(), {}, [])).toBe(
      'permit-signature-invalid',
    );
  });

  it('is accepted when one of several signatures is trusted', async () => {
    const envelope = await issue();
    const foreign = { keyid: 'f'.repeat(64), sig: envelope.signatures[0].sig };
    expect(
      await reasonFor({
        ...envelope,
        signatures: [foreign, ...envelope.signatures],
      }),
    ).toBe('accepted');
  });

  it('ends at the very instant it names', async () => {
    const envelope = await issue();
    expect(
      await reasonFor(envelope, { now: new Date('2026-11-22T10:59:59.999Z') }),
    ).toBe('accepted');
    expect(
      await reasonFor(envelope, { now: new Date('2026-11-22T11:00:00Z') }),
    ).toBe('permit-expired');
    expect(await reasonFor(envelope, { now: new Date(NaN) })).toBe(
      'permit-expired',
    );
  });

  it('tolerates a clock that is a little late', async () => {
    const envelope = await issue();
    expect(
      await reasonFor(envelope, { now: new Date('2026-11-22T09:56:00Z') }),
    ).toBe('accepted');
    expect(
      await reasonFor(envelope, { now: new Date('2026-11-22T09:54:00Z') }),
    ).toBe('permit-invalid');
  });

  it.each([
    ['another chatbot', { chatbot: 'faq' }, 'permit-scope-mismatch'],
    ['another stage', { stage: 'staging' }, 'permit-scope-mismatch'],
    ['another promotion', { promotionId: 'x' }, 'permit-scope-mismatch'],
    ['another digest', { digest: 'c'.repeat(64) }, 'permit-digest-mismatch'],
    [
      'an artifact as version',
      { digest: 'a'.repeat(64) },
      'permit-digest-mismatch',
    ],
  ])('is refused for %s', async (_name, changes, reason) => {
    expect(await reasonFor(await issue(), changes)).toBe(reason);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'permit'],
    ['an array', []],
    [
      'no signatures',
      { payloadType: PERMIT_PAYLOAD_TYPE, payload: '', signatures: [] },
    ],
    [
      'eleven signatures',
      {
        payloadType: PERMIT_PAYLOAD_TYPE,
        payload: '',
        signatures: Array.from({ length: 11 }, () => ({ keyid: 'a', sig: '' })),
      },
    ],
    [
      'a numeric signature',
      { payloadType: PERMIT_PAYLOAD_TYPE, payload: '', signatures: [1] },
    ],
    [
      'loose base64',
      {
        payloadType: PERMIT_PAYLOAD_TYPE,
        payload: 'QR==',
        signatures: [{ keyid: 'a', sig: '' }],
      },
    ],
    [
      'a huge payload',
      {
        payloadType: PERMIT_PAYLOAD_TYPE,
        payload: 'A'.repeat(1_000_004),
        signatures: [{ keyid: 'a', sig: '' }],
      },
    ],
  ])('is refused when it is %s', async (_name, envelope) => {
    expect(await reasonFor(envelope)).toBe('permit-invalid');
  });

  it('is refused when the trusted key signed something else', async () => {
    const good = Buffer.from((await issue()).payload, 'base64').toString();
    const cases = [
      await signAnything(good, 'application/json'),
      await signAnything('not json'),
      await signAnything('null'),
      await signAnything('{}'),
      ...[
        (s: Tampered) => (s._type = 'https://in-toto.io/Statement/v0.1'),
        (s: Tampered) => (s.predicateType = 'https://slsa.dev/provenance/v1'),
        (s: Tampered) => (s.subject = []),
        (s: Tampered) => (s.subject[0].name = 'faq-bot · 2.0.0'),
        (s: Tampered) => (s.subject[0].digest = { sha512: 'x' }),
        (s: Tampered) => (s.subject[1].digest.sha256 = 'A'.repeat(64)),
        (s: Tampered) => delete s.predicate.expiresAt,
        (s: Tampered) => (s.predicate.expiresAt = 'never'),
        (s: Tampered) => (s.predicate.expiresAt = '9999'),
        (s: Tampered) => (s.predicate.expiresAt = '2027-02-30T00:00:00.000Z'),
        (s: Tampered) => (s.predicate.permitId = 7),
        (s: Tampered) => (s.predicate.fallbackDigest = 'x'),
        (s: Tampered) => Object.assign(s, { predicate: [s.predicate] }),
      ].map(change => {
        const statement: Tampered = JSON.parse(good);
        change(statement);
        return JSON.stringify(statement);
      }),
    ];
    for (const item of cases) {
      const envelope =
        typeof item === 'string'
          ? await signAnything(Buffer.from(item).toString('latin1'))
          : item;
      expect(await reasonFor(envelope)).toBe('permit-invalid');
    }
    expect(
      await reasonFor(await signAnything(Buffer.from(good).toString('latin1'))),
    ).toBe('accepted');
  });

  it('is not issued over something that is no digest', async () => {
    await expect(
      createPermit({
        predicate,
        digest: `sha256:${digest}`,
        artifacts: [],
        key: { keyId: trusted.keyId, sign: portal.sign },
      }),
    ).rejects.toMatchObject({ reason: 'input-invalid' });
  });
});

describe('assertArtifact', () => {
  it('takes what the version lists and nothing else', async () => {
    const statement = await verifyPermit(
      await issue(),
      [trusted],
      expectation,
      verifyEd25519,
    );
    expect(assertArtifact(statement, 'a'.repeat(64)).name).toBe('bot.tgz');
    for (const wrong of ['c'.repeat(64), digest, 'A'.repeat(64), '']) {
      expect(() => assertArtifact(statement, wrong)).toThrow(
        expect.objectContaining({ reason: 'artifact-mismatch' }),
      );
    }
  });
});
