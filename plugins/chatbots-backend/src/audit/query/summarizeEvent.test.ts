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
  expect(summarizeEvent(event)).toMatch(
    new RegExp(`: support-bot → production, ${outcome}$`),
  );
});
