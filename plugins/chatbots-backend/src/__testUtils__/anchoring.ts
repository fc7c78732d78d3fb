import { mockServices } from '@backstage/backend-test-utils';
import {
  AnchoredCheckpoint,
  AuditAnchor,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { signCheckpoint } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { Anchorer } from '../audit/anchor/Anchorer';
import { AnchorHistory } from '../audit/anchor/AnchorHistory';
import { LogGuard } from '../audit/anchor/LogGuard';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { PORTAL } from '../database/Actor';
import { connectDatabase } from '../database/connectDatabase';
import { UnitOfWork } from '../database/UnitOfWork';
import { testAlarm, testEventKeys } from './eventKeys';
import { sampleEvent } from './sampleEvents';
import { testLogKeys, testSequencing } from './sequencing';

const ORIGIN = 'portal.test/chatbots';

/** When everything happens, until time passes. */
export const AT = '2026-11-30T10:00:00.000Z';

/** Keeps checkpoints in memory. */
export class MemoryAnchor implements AuditAnchor {
  held: AnchoredCheckpoint[] = [];

  /** Sizes of what it holds. */
  get sizes(): number[] {
    return this.held.map(({ size }) => size);
  }

  constructor(readonly id = 'memory') {}

  async anchor(checkpoint: AnchoredCheckpoint): Promise<void> {
    this.held.push(checkpoint);
  }

  async readLast(): Promise<AnchoredCheckpoint | undefined> {
    return this.held.at(-1);
  }
}

/** A log that grows when it is told to, and what takes it to some anchors. */
export async function setUpAnchoring(knex: Knex, anchors: AuditAnchor[]) {
  await connectDatabase(mockServices.database({ knex }));
  const logKeys = testLogKeys(ORIGIN);
  const log = testSequencing({ knex, logKeys });
  let now = Date.parse(AT);
  const clock = { now: () => new Date(now) };
  const unitOfWork = UnitOfWork.create({
    knex,
    clock,
    audit: new DatabaseAuditAppender({ keys: testEventKeys(ORIGIN) }),
  });
  const logger = mockServices.logger.mock();
  const send = jest.fn(async () => {});
  const alarm = testAlarm({
    logger,
    notifications: { send },
    recipients: ['group:default/platform'],
  });
  const guard = new LogGuard();
  const create = () =>
    new Anchorer({
      knex,
      clock,
      logger,
      anchors,
      names: { origin: ORIGIN, continuations: [] },
      verifierKeys: logKeys.verifierKeys,
      alarm,
      guard,
      history: new AnchorHistory({
        knex,
        unitOfWork,
        eventKeys: testEventKeys(ORIGIN),
      }),
      timeoutMs: 100,
    });
  /** Records events until the log has this size, and signs its end. */
  const grow = async (size: number) => {
    // What anchors had recorded.
    await log.drain();
    const [row] = await knex('audit_log');
    for (let n = Math.max(1, Number(row.size)); n < size; n += 1) {
      await unitOfWork.run({ actor: PORTAL }, work =>
        work.record(sampleEvent(n)),
      );
    }
    await log.drain();
  };
  const pass = (ms: number) => {
    now += ms;
  };
  /** A checkpoint by the log's own key, of a root that may not be the log's. */
  const forge = async (size: number, root = Buffer.alloc(32, 1)) => ({
    size,
    note: await signCheckpoint(
      { size, root },
      logKeys.verifierKey,
      logKeys.signer.sign,
    ),
  });
  const replace = (anchor: string) =>
    unitOfWork.run({ actor: PORTAL }, work =>
      work.record({
        type: 'log.anchor-replaced',
        subject: { kind: 'audit-log', id: ORIGIN },
        data: { anchor },
        texts: { reason: 'The disk failed' },
      }),
    );
  const record = (n: number) =>
    unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n)));
  return {
    knex,
    create,
    grow,
    record,
    forge,
    pass,
    replace,
    guard,
    logKeys,
    logger,
    send,
  };
}
