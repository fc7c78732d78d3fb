import { webcrypto } from 'node:crypto';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { reasonOf } from '../errors';
import type { AuditEventBody } from './AuditEventBody';
import {
  auditEventText,
  auditLeafHash,
  parseAuditEventText,
} from './auditEventText';
import { commitText, verifyCommitment } from './commitment';

const APPROVAL: AuditEventBody = {
  schemaVersion: 1,
  eventId: '11111111-2222-4333-8444-000000000002',
  type: 'promotion.approved',
  occurredAt: '2026-11-22T10:00:02.000Z',
  recordedAt: '2026-11-22T10:01:02.000Z',
  actor: { kind: 'user', pseudonym: 'person-2' },
  subject: { kind: 'promotion', chatbot: 'faq-bot', id: 'p-2' },
  data: {
    version: '1.0.2',
    people: { approver: ['person-2'] },
    texts: {
      comment: { commitment: 'NBT9siOcs9ZOtiZAKw4SrGZVfwGfNZPvrzw4GkPhwbc=' },
    },
  },
};

const DEMO_REPORT: AuditEventBody = {
  ...APPROVAL,
  type: 'version.reported',
  actor: { kind: 'pipeline', chatbot: 'faq-bot', tokenId: 'token-1' },
  data: { version: '1.0.3' },
  demo: true,
};

function reasonFor(change: (body: Record<string, unknown>) => unknown) {
  const body: Record<string, unknown> = { ...APPROVAL };
  change(body);
  try {
    return auditEventText(body as unknown as AuditEventBody);
  } catch (error) {
    return reasonOf(error)?.reason ?? error;
  }
}

describe('auditEventText', () => {
  it('has one text and one leaf hash for ever', async () => {
    const text = auditEventText(APPROVAL);
    expect(text).toMatchSnapshot();
    const leaf = Buffer.from(auditLeafHash(text, sha256)).toString('hex');
    expect(leaf).toMatchSnapshot();
    const bytes = Buffer.concat([Buffer.of(0), Buffer.from(text)]);
    expect(
      Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString(
        'hex',
      ),
    ).toBe(leaf);
  });

  it('comes back', () => {
    for (const body of [APPROVAL, DEMO_REPORT]) {
      expect(parseAuditEventText(auditEventText(body))).toEqual(body);
    }
  });

  it.each<[string, (body: Record<string, unknown>) => unknown]>([
    ['another schema version', b => (b.schemaVersion = 2)],
    ['no id', b => delete b.eventId],
    ['an id that is no UUID', b => (b.eventId = '7')],
    [
      'an upper-case UUID',
      b => (b.eventId = String(b.eventId).replace('8444', '8ABC')),
    ],
    ['a type without a verb', b => (b.type = 'promotion')],
    ['a local time', b => (b.occurredAt = '2026-11-22T10:00:00+01:00')],
    ['a date', b => (b.recordedAt = '2026-11-22')],
    ['no actor', b => delete b.actor],
    ['an actor of another kind', b => (b.actor = { kind: 'robot' })],
    ['a user without pseudonym', b => (b.actor = { kind: 'user' })],
    [
      'a user with a name',
      b => (b.actor = { kind: 'user', pseudonym: 'x', ref: 'y' }),
    ],
    [
      'a pipeline without token',
      b => (b.actor = { kind: 'pipeline', chatbot: 'x' }),
    ],
    [
      'a service without name',
      b => (b.actor = { kind: 'service', subject: '' }),
    ],
    ['no subject', b => (b.subject = 'x')],
    ['a subject without id', b => (b.subject = { kind: 'x' })],
    ['no data', b => (b.data = undefined)],
    ['data in a list', b => (b.data = [])],
    ['demo: false', b => (b.demo = false)],
    ['an unknown field', b => (b.comment = 'x')],
    ['people in no list', b => (b.data = { people: { approver: 'x' } })],
    ['an open text', b => (b.data = { texts: { comment: 'secret' } })],
    [
      'a text beside its commitment',
      b => (b.data = { texts: { comment: { commitment: 'x', text: 'y' } } }),
    ],
    [
      'a short commitment',
      b => (b.data = { texts: { comment: { commitment: 'AAAA' } } }),
    ],
  ])('refuses %s', (_name, change) => {
    expect(reasonFor(change)).toBe('audit-event-invalid');
  });

  it.each([
    { by: 'user:default/engineer' },
    { owner: 'User:engineer' },
    { list: [{ mail: 'someone@example.com' }] },
    { 'someone@example.com': 1 },
  ])('refuses a person in the data: %j', data => {
    expect(reasonFor(b => (b.data = data))).toBe('audit-personal-data');
  });

  it.each([
    { owner: 'group:default/chatbot-team' },
    { url: 'git@host.example:team/bot.git' },
    { image: 'registry.example/bot@sha256:abc' },
    { note: 'user: none' },
  ])('takes what is no person: %j', data => {
    expect(reasonFor(b => (b.data = data))).toContain('"schemaVersion":1');
  });

  it('refuses numbers that have no canonical form', () => {
    expect(reasonFor(b => (b.data = { score: NaN }))).toBe('not-canonical');
  });
});

describe('parseAuditEventText', () => {
  it.each([
    ['blanks', (text: string) => text.replace('":', '": ')],
    [
      'another order',
      (text: string) => text.replace(/^\{("actor":\{.*?\}),(.*)\}$/, '{$2,$1}'),
    ],
    [
      'an escape that is not needed',
      (text: string) => text.replace('faq', '\\u0066aq'),
    ],
    ['a key twice', (text: string) => text.replace('{', '{"actor":1,')],
    ['no JSON', () => '{'],
    ['null', () => 'null'],
  ])('refuses %s', (_name, change) => {
    const text = auditEventText(APPROVAL);
    expect(change(text)).not.toBe(text);
    expect(() => parseAuditEventText(change(text))).toThrow(
      expect.objectContaining({ reason: 'audit-event-invalid' }),
    );
  });
});

describe('commitment', () => {
  const salt = new Uint8Array(32).fill(7);
  const saltText = Buffer.from(salt).toString('base64');
  const commitment = commitText('because', salt, sha256);

  it('holds for the text and salt alone', () => {
    const holds = (text: string, withSalt = saltText, of = commitment) =>
      verifyCommitment(of, { text, salt: withSalt }, sha256);
    expect(holds('because')).toBe(true);
    expect(holds('because ')).toBe(false);
    expect(holds('because', saltText.replace('B', 'C'))).toBe(false);
    expect(holds('because', 'AAAA')).toBe(false);
    expect(holds('because', 'not base64')).toBe(false);
    expect(holds('because', saltText, '')).toBe(false);
  });

  it('does not take the beginning of the text for the end of the salt', () => {
    const longer = Buffer.concat([salt, Buffer.from('be')]).toString('base64');
    expect(
      verifyCommitment(commitment, { text: 'cause', salt: longer }, sha256),
    ).toBe(false);
    expect(() => commitText('x', salt.subarray(1), sha256)).toThrow('32 bytes');
  });
});
