import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import { createVerifierKey } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { sha256 } from '../../crypto/sha256';
import {
  connectDatabase,
  PORTAL,
  systemClock,
  UnitOfWork,
} from '../../database';
import { SigningKey } from '../../keys';
import { createTestDatabases } from '../../__testUtils__/databases';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';
import { AuditQueryService } from '../query/AuditQueryService';
import { Sequencer } from '../sequence/Sequencer';
import { AuditStatusService } from './AuditStatusService';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';

describe.each(databases.eachSupportedId())('AuditStatusService on %s', id => {
  async function setUp(events: number) {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const signingKey = SigningKey.generate();
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender(),
    });
    for (let n = 0; n < events; n += 1) {
      await unitOfWork.run({ actor: PORTAL }, work =>
        work.record(sampleEvent(n)),
      );
    }
    await new Sequencer({
      knex,
      clock: systemClock,
      logger: mockServices.logger.mock(),
      signingKey,
      verifierKey: createVerifierKey(ORIGIN, signingKey.publicKey, sha256),
    }).drain();
    const service = new AuditStatusService({
      knex,
      queries: new AuditQueryService({ knex }),
      origin: ORIGIN,
      verifierKey: 'unused',
      signingKey,
    });
    const status = async () => {
      const { events: numbered, gaps } = await service.get();
      return { events: numbered, gaps };
    };
    return { knex, status };
  }

  it.each([
    ['in the middle', [2, 3, 6], { events: 7, gaps: [3, 6] }],
    ['at the beginning', [0], { events: 9, gaps: [0] }],
    ['at the end', [8, 9], { events: 8, gaps: [9] }],
    ['everywhere', [0, 5, 9], { events: 7, gaps: [0, 5, 9] }],
    ['nowhere', [], { events: 10, gaps: [] }],
  ])('tells what was removed %s', async (_where, removed, told) => {
    const { knex, status } = await setUp(10);
    await knex('audit_events').whereIn('sequence', removed).delete();
    expect(await status()).toEqual(told);
  });

  it('says of an empty log that nothing is missing', async () => {
    const { status } = await setUp(0);
    expect(await status()).toEqual({ events: 0, gaps: [] });
  });

  it('searches for gaps only in a log that has some', async () => {
    const { knex, status } = await setUp(3);
    const joins: string[] = [];
    knex.on('query', ({ sql }) => {
      if (/ join /.test(sql)) {
        joins.push(sql);
      }
    });
    await status();
    expect(joins).toEqual([]);
    await knex('audit_events').where({ sequence: 1 }).delete();
    await status();
    expect(joins).toHaveLength(1);
  });
});
