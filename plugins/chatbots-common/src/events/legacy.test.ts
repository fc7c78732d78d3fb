import type { AuditEventBody } from './AuditEventBody';
import { readStoredEvent } from '.';

const DIGEST = 'a'.repeat(64);

/** A body as portals wrote it before events had types. */
function oldBody(type: string, data: AuditEventBody['data']): AuditEventBody {
  return {
    schemaVersion: 1,
    eventId: '00000000-0000-4000-8000-000000000000',
    type,
    occurredAt: '2026-01-02T03:04:05.678Z',
    recordedAt: '2026-01-02T03:04:05.678Z',
    actor: { kind: 'user', pseudonym: 'p-1' },
    subject: { kind: 'promotion', chatbot: 'support-bot', id: 'p1' },
    data,
  };
}

const requested = {
  version: '1.0.0',
  digest: DIGEST,
  stage: 'staging',
  strategy: 'canary',
  bindingDigest: DIGEST,
  policyNumber: 1,
  via: 'person',
  contributors: { unmapped: 0, unreported: false },
  people: { requesters: ['p-1'], contributors: [] },
};

const lostQuorum = {
  version: '1.0.0',
  digest: DIGEST,
  stage: 'staging',
  from: 'approved',
  bindingDigest: DIGEST,
};

describe('bodies written before events had types', () => {
  it('are read without the facts that they lack', () => {
    const event = readStoredEvent(oldBody('promotion.requested', requested));
    expect(event).toMatchObject({
      type: 'promotion.requested',
      lacks: [
        'versionId',
        'expiresAt',
        'summary',
        'replacesVersion',
        'contributorsDigest',
      ],
      data: { version: '1.0.0' },
      people: { requesters: ['p-1'] },
    });
    expect(event.data).not.toHaveProperty('people');
  });

  it('are read with the facts that were added first', () => {
    const event = readStoredEvent(
      oldBody('promotion.requested', {
        ...requested,
        versionId: 'v1',
        expiresAt: '2030-01-01T00:00:00.000Z',
        texts: { summary: { commitment: 'x' } },
      }),
    );
    expect(event.lacks).toEqual(['replacesVersion', 'contributorsDigest']);
  });

  it('say that a lost quorum reopened the promotion', () => {
    const body = oldBody('promotion.requested', lostQuorum);
    expect(readStoredEvent(body)).toMatchObject({
      type: 'promotion.reopened',
      lacks: ['expiresAt'],
      data: { from: 'approved' },
    });
  });

  it.each<[string, AuditEventBody['data']]>([
    ['some of the later facts', { ...requested, versionId: 'v1' }],
    ['an unknown fact', { ...requested, more: 1 }],
    ['an unknown text', { ...requested, texts: { more: { commitment: 'x' } } }],
    ['too few facts', { version: '1.0.0' }],
  ])('are refused with %s', (_name, data) => {
    expect(() => readStoredEvent(oldBody('promotion.requested', data))).toThrow(
      expect.objectContaining({ reason: 'audit-event-invalid' }),
    );
  });

  it('lack what started the run and whether its ref was protected', () => {
    const data = { tokenDigest: DIGEST, expiresAt: '2026-01-02T03:19:05.678Z' };
    const exchanged = (more: object) => ({
      ...oldBody('token.exchanged', {
        ...data,
        origin: { kind: 'oidc', issuer: 'https://git.example' },
        people: {},
        texts: {},
        ...more,
      }),
      subject: { kind: 'pipeline-token', chatbot: 'support-bot', id: 't1' },
    });
    expect(readStoredEvent(exchanged({}))).toMatchObject({
      lacks: ['runEvent', 'refProtected', 'workflowFile'],
    });
    const told = { runEvent: 'push', refProtected: null };
    expect(readStoredEvent(exchanged(told))).toMatchObject({
      lacks: [],
      data: told,
    });
    expect(() => readStoredEvent(exchanged({ runEvent: 'push' }))).toThrow(
      expect.objectContaining({ reason: 'audit-event-invalid' }),
    );
  });
});
