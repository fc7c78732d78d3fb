import { mockServices } from '@backstage/backend-test-utils';
import { testAlarm } from '../../__testUtils__/eventKeys';
import { setAsideTrouble, unprovenTrouble } from './troubles';

function setUp(recipients = ['group:default/platform']) {
  const logger = mockServices.logger.mock();
  const fail = jest.fn(async () => {});
  const createEvent = jest.fn(async () => ({ success: fail, fail }));
  const send = jest.fn(async () => {});
  const alarm = testAlarm({
    logger,
    auditor: mockServices.auditor.mock({ createEvent }),
    notifications: { send },
    recipients,
  });
  return { alarm, logger, createEvent, fail, send };
}

describe('AuditAlarm', () => {
  it.each([
    [
      unprovenTrouble(['decision 1', 'policy 2']),
      'evidence-not-authenticated',
      'decision 1, policy 2',
    ],
    [
      setAsideTrouble([{ id: 'e-1', reason: 'mac-missing' }]),
      'audit-event-set-aside',
      'audit event e-1',
    ],
  ])('tells of %o on every channel', async (trouble, code, what) => {
    const { alarm, logger, createEvent, fail, send } = setUp();
    await alarm.raise(trouble);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(`^${code}: ${what}: `),
      expect.objectContaining({ code }),
    );
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: code, severityLevel: 'critical' }),
    );
    expect(fail).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/platform'] },
      payload: expect.objectContaining({
        title: trouble.title,
        description: expect.stringContaining(what),
        severity: 'critical',
        link: '/chatbots/audit',
      }),
    });
  });

  it('notifies of the same rows once, and logs them each time', async () => {
    const { alarm, logger, send } = setUp();
    await alarm.raise(unprovenTrouble(['decision 1']));
    await alarm.raise(unprovenTrouble(['decision 1']));
    expect(send).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledTimes(2);
    await alarm.raise(unprovenTrouble(['decision 1', 'decision 2']));
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('notifies nobody where config names nobody', async () => {
    const { alarm, send, createEvent } = setUp([]);
    await alarm.raise(unprovenTrouble(['decision 1']));
    expect(send).not.toHaveBeenCalled();
    expect(createEvent).toHaveBeenCalledTimes(1);
  });

  it('notifies again after it could not', async () => {
    const { alarm, logger, send } = setUp();
    send.mockRejectedValueOnce(new Error('down'));
    await alarm.raise(unprovenTrouble(['decision 1']));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await alarm.raise(unprovenTrouble(['decision 1']));
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('names rows without what would steer a terminal, and no more than twenty', async () => {
    const { alarm, logger } = setUp();
    const events = Array.from({ length: 23 }, (_, n) => ({
      id: `\u001b[31m${n}`,
      reason: 'mac-missing' as const,
    }));
    await alarm.raise(setAsideTrouble(events));
    const [message] = logger.error.mock.calls[0];
    expect(message).not.toContain('\u001b');
    expect(message).toContain('audit event ??31m19, 3 more: ');
  });
});
