import { reasonCodes } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { summarizeEvent } from './summarizeEvent';

it.each([
  ['promotion.decided', { decision: 'approve' }, 'approved'],
  ['promotion.decided', { decision: 'reject' }, 'rejected'],
  ['promotion.answered', { status: 'refused' }, 'refused'],
  ['deployment.step-reported', { status: 'unhealthy' }, 'unhealthy'],
])('says in the line of %s what came of it', (type, data, outcome) => {
  const event = {
    type,
    subject: { kind: 'promotion', chatbot: 'support-bot', id: '1' },
    data: { ...data, stage: 'production' },
  } as unknown as StoredEvent;
  expect(summarizeEvent(event, () => 'Support bot')).toMatch(
    new RegExp(`: Support bot → production, ${outcome}$`),
  );
});

it.each(Object.keys(reasonCodes))('says %s in words', code => {
  const event = {
    type: 'promotion.void',
    subject: { kind: 'promotion', chatbot: 'support-bot', id: '1' },
    data: { version: '1.8.2', reasonCode: code, reasonCodes: [code] },
  } as unknown as StoredEvent;
  const line = summarizeEvent(event, () => 'Support bot');
  expect(line).toMatch(/^Promotion void: Support bot · 1\.8\.2, \w+ \w+/);
  expect(line).not.toContain(code);
  expect(line).not.toContain('support-bot');
});
