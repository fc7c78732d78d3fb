import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { LogGuard } from './LogGuard';

const root = Buffer.alloc(32, 1);
const now = () => new Date('2026-11-30T10:00:00.000Z');

/** What is read of one anchor. */
function state(overrides: Partial<Api.AnchorStatus> = {}): Api.AnchorStatus {
  return { id: 'file', state: 'verified', size: 10, ...overrides };
}

const ahead = state({
  state: 'contradicts',
  problem: 'anchor-ahead',
  size: 90,
});

describe('LogGuard', () => {
  it('lets everything be written while anchors agree, are new or say nothing', () => {
    const guard = new LogGuard();
    guard.assertWritable();
    for (const one of [
      state(),
      state({ state: 'empty', size: undefined }),
      state({ state: 'not-verified', problem: 'anchor-unreadable' }),
      state({ state: 'contradicts', problem: 'anchor-unsigned' }),
      state({ state: 'contradicts', problem: 'anchor-emptied' }),
    ]) {
      guard.told([one], 12);
      expect(() => guard.assertWritable()).not.toThrow();
    }
  });

  it.each(['anchor-ahead', 'anchor-differs'])(
    'refuses writes for %s, says so once, and takes them again when the anchor agrees',
    problem => {
      const guard = new LogGuard({ now });
      const onBehind = jest.fn();
      guard.onBehind(onBehind);
      const bad = { ...ahead, problem };
      guard.told([state({ id: 'other' }), bad], 12);
      guard.told([state({ id: 'other' }), bad], 12);
      expect(() => guard.assertWritable()).toThrow(
        expect.objectContaining({
          reason: 'log-behind-anchor',
          name: 'ServiceUnavailableError',
          details: {
            anchor: 'file',
            problem,
            anchoredSize: 90,
            size: 12,
            since: '2026-11-30T10:00:00.000Z',
          },
        }),
      );
      expect(onBehind).toHaveBeenCalledTimes(1);

      // Neither another anchor nor one that can't be read any more takes that back.
      guard.told([state({ id: 'other' })], 12);
      guard.told([state({ state: 'not-verified', size: undefined })], 12);
      expect(guard.behind).toBeDefined();
      guard.told([state({ size: 90 })], 91);
      guard.assertWritable();
    },
  );

  it('knows a log that became shorter than what an anchor held, though the anchor can not be read any more', () => {
    const guard = new LogGuard();
    guard.noteHeld('file', { size: 10, root });
    guard.noteHeld('file', { size: 8, root });
    expect(guard.noteLength(10)).toBe(true);
    expect(guard.noteLength(9)).toBe(false);
    expect(guard.behind).toMatchObject({
      anchor: 'file',
      problem: 'anchor-ahead',
      anchoredSize: 10,
      size: 9,
    });
    // Growing on does not help: what it grew by is something else.
    expect(guard.noteLength(11)).toBe(false);
    guard.told([state({ state: 'not-verified', size: undefined })], 9);
    expect(() => guard.assertWritable()).toThrow();
  });
});
