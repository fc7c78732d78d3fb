import { Event } from '@chatbot-portal/backstage-plugin-chatbots-common/events';

const DIGEST = 'a'.repeat(64);

/** An event that changes nothing, for tests of the log itself. */
export function sampleEvent(
  id: string | number,
  chatbot = 'support-bot',
): Event<'token.revoked'> {
  return {
    type: 'token.revoked',
    subject: { kind: 'pipeline-token', chatbot, id: String(id) },
    data: { tokenDigest: DIGEST },
  };
}

/** An event with facts that differ by number, and a text. */
export function sampleEventWithText(
  n: number,
  purpose: string,
): Event<'token.issued'> {
  return {
    type: 'token.issued',
    subject: {
      kind: 'pipeline-token',
      chatbot: 'support-bot',
      id: String(n),
    },
    data: {
      tokenDigest: DIGEST,
      expiresAt: '2030-01-01T00:00:00.000Z',
      revokedTokens: [`n${n}`],
    },
    texts: { purpose },
  };
}

/** A chatbot's registration, with all that its type asks for. */
export function sampleRegistration(
  chatbot: string,
): Event<'chatbot.registered'> {
  return {
    type: 'chatbot.registered',
    subject: { kind: 'chatbot', chatbot, id: chatbot },
    data: {
      namespace: 'default',
      riskClass: 'limited',
      repository: { host: 'git.example', id: '1' },
    },
    people: {},
    texts: { title: 'A chatbot', repositoryUrl: 'https://git.example/1' },
  };
}
