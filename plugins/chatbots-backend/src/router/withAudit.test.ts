import { mockServices } from '@backstage/backend-test-utils';
import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { withAudit } from './withAudit';

describe('withAudit', () => {
  function setUp() {
    const event = {
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    };
    const createEvent = jest.fn(async () => event);
    return {
      event,
      createEvent,
      auditor: mockServices.auditor.mock({ createEvent }),
    };
  }

  it('tells of a success once', async () => {
    const { auditor, event, createEvent } = setUp();
    await expect(
      withAudit(
        auditor,
        { eventId: 'token-issue', meta: { chatbot: 'a' } },
        async () => 'done',
      ),
    ).resolves.toBe('done');
    expect(createEvent).toHaveBeenCalledWith({
      eventId: 'token-issue',
      severityLevel: 'medium',
      meta: { chatbot: 'a' },
    });
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(event.fail).not.toHaveBeenCalled();
  });

  it('tells of a failure once and passes it on as it is', async () => {
    const { auditor, event } = setUp();
    const error = errorWithReason('not-allowed', 'No');
    await expect(
      withAudit(auditor, { eventId: 'token-issue' }, async () => {
        throw error;
      }),
    ).rejects.toBe(error);
    expect(event.fail).toHaveBeenCalledTimes(1);
    expect(event.fail).toHaveBeenCalledWith({ error });
    expect(event.success).not.toHaveBeenCalled();
  });

  it('does not call a success a failure when the auditor breaks', async () => {
    const { auditor, event } = setUp();
    event.success.mockRejectedValue(new Error('disk full'));
    await expect(
      withAudit(auditor, { eventId: 'token-issue' }, async () => 'done'),
    ).rejects.toThrow('disk full');
    expect(event.fail).not.toHaveBeenCalled();
  });
});
