import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { hoursAgo, hoursAhead, idOf } from '../../__testUtils__';

/** One event of the log. @internal */
export function auditEventFixture(
  overrides: Partial<Api.AuditEvent> = {},
): Api.AuditEvent {
  return {
    sequence: 1041,
    id: idOf(1041),
    type: 'promotion.approved',
    occurredAt: hoursAgo(1),
    recordedAt: hoursAgo(1),
    actor: {
      kind: 'user',
      pseudonym: 'p-7f3a',
      ref: 'user:default/reviewer-one',
    },
    subject: { kind: 'promotion', chatbot: 'support-bot', id: idOf(103) },
    summary: 'Approved the promotion of Support bot · 1.8.2 to production',
    ...overrides,
  };
}

/** Events, newest first: a person, a pipeline, and somebody who was erased. @internal */
export function auditEventFixtures(): Api.AuditEvent[] {
  return [
    auditEventFixture(),
    auditEventFixture({
      sequence: 1040,
      id: idOf(1040),
      type: 'evaluation.reported',
      actor: { kind: 'pipeline' },
      subject: { kind: 'evaluation', chatbot: 'support-bot', id: idOf(301) },
      summary: 'Reported an evaluation of Support bot · 1.8.2',
    }),
    auditEventFixture({
      sequence: 1039,
      id: idOf(1039),
      type: 'promotion.requested',
      actor: { kind: 'user', pseudonym: 'p-11c0' },
      summary: 'Requested the promotion of Support bot · 1.8.2 to production',
      demo: true,
    }),
  ];
}

/** An event with everything that proves it. @internal */
export function auditEventDetailFixture(): Api.AuditEventDetail {
  return {
    event: auditEventFixture(),
    body: '{"actor":{"kind":"user","pseudonym":"p-7f3a"},"type":"promotion.approved"}',
    leafHash: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=',
    proof: {
      index: 1041,
      size: 1042,
      hashes: ['3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8='],
      checkpoint:
        'portal.example/chatbots\n1042\n3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=\n\n— portal.example/chatbots BQAAAA==\n',
    },
    previous: 1040,
    next: undefined,
  };
}

/** A log without gaps, anchored some time ago. @internal */
export function auditStatusFixture(
  overrides: Partial<Api.AuditStatus> = {},
): Api.AuditStatus {
  return {
    events: 1042,
    unsequenced: 0,
    gaps: [],
    setAside: { count: 0, latest: [] },
    unproven: { count: 0, latest: [] },
    origin: 'portal.example/chatbots',
    checkpoint: {
      size: 1042,
      rootHash: '3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=',
      note: '',
      signedAt: hoursAgo(0.2),
    },
    uncheckpointed: 0,
    anchors: [
      {
        id: 'file',
        state: 'verified',
        size: 1030,
        readAt: hoursAgo(0.01),
        newestEventAt: hoursAgo(3),
      },
    ],
    verifierKey:
      'portal.example/chatbots+1a2b3c4d+AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=',
    fingerprint:
      '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809',
    types: ['promotion.requested', 'promotion.approved', 'evaluation.reported'],
    ...overrides,
  };
}

/** Links to an export, good for a minute. @internal */
export function auditExportFixture(): Api.AuditExport {
  return {
    fromSequence: 12,
    toSequence: 1042,
    count: 1030,
    ndjson: `/v1/audit/downloads/${'n'.repeat(43)}`,
    csv: `/v1/audit/downloads/${'c'.repeat(43)}`,
    expiresAt: hoursAhead(1 / 60),
    checkpoint: auditStatusFixture().checkpoint,
  };
}
