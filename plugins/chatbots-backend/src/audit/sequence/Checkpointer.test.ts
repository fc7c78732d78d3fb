import { mockServices } from '@backstage/backend-test-utils';
import { Signer } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { verifyCheckpoint } from '@chatbot-portal/transparency-log';
import { verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { forgedBody, rowOf } from '../../__testUtils__/attackedLog';
import { createTestDatabases } from '../../__testUtils__/databases';
import { dropGuards } from '../../__testUtils__/dropGuards';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import { sampleEvent } from '../../__testUtils__/sampleEvents';
import { testLogKeys, testSequencing } from '../../__testUtils__/sequencing';
import { PORTAL } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { connectDatabase } from '../../database/connectDatabase';
import { UnitOfWork } from '../../database/UnitOfWork';
import { PemSigner } from '../../keys';
import { DatabaseAuditAppender } from '../append/DatabaseAuditAppender';

const databases = createTestDatabases();
const ORIGIN = 'portal.test/chatbots';

/** A signer elsewhere: a test decides how each signature ends. */
class RemoteSigner implements Signer {
  readonly #own = PemSigner.generate('kms');
  readonly id = 'kms';
  readonly algorithm = 'Ed25519';
  readonly publicKey = this.#own.publicKey;
  calls = 0;
  behave: 'sign' | 'hang' | 'lie' | 'fail' = 'sign';

  async sign(data: Uint8Array): Promise<Uint8Array> {
    this.calls += 1;
    switch (this.behave) {
      case 'hang':
        return new Promise(() => {});
      case 'lie':
        return PemSigner.generate('other').sign(data);
      case 'fail':
        throw new Error('down');
      default:
        return this.#own.sign(data);
    }
  }
}

describe.each(databases.eachSupportedId())('Checkpointer on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    const signer = new RemoteSigner();
    const logKeys = testLogKeys(ORIGIN, signer, { timeoutMs: 50 });
    const unitOfWork = UnitOfWork.create({
      knex,
      clock: systemClock,
      audit: new DatabaseAuditAppender({ keys: testEventKeys(ORIGIN) }),
    });
    const record = (n: number) =>
      unitOfWork.run({ actor: PORTAL }, work => work.record(sampleEvent(n)));
    const size = async () => Number((await knex('audit_log').first())!.size);
    /** Sizes that have a checkpoint by the signer's key. */
    const signed = async () => {
      const rows = await knex('audit_checkpoints').orderBy('size');
      for (const { note, size: of } of rows) {
        const { verifierKeys } = logKeys;
        const { size: told } = await verifyCheckpoint(
          note,
          verifierKeys,
          verifyEd25519,
        );
        expect(told).toBe(Number(of));
      }
      return rows.map(row => Number(row.size));
    };
    const create = () => testSequencing({ knex, logKeys });
    return { knex, signer, logKeys, record, size, signed, create };
  }

  it('signs the end of the log, once', async () => {
    const { record, create, signed, signer } = await setUp();
    const log = create();
    await log.drain();
    expect(await signed()).toEqual([]);
    await record(1);
    await log.drain();
    await log.drain();
    await create().drain();
    expect(await signed()).toEqual([2]);
    expect(signer.calls).toBe(1);
  });

  it.each(['hang', 'lie', 'fail'] as const)(
    'leaves numbering alone and stores nothing while the signer does %s',
    async behave => {
      const { record, create, size, signed, signer } = await setUp();
      signer.behave = behave;
      const log = create();
      await record(1);
      await expect(log.drain()).rejects.toMatchObject({
        reason: 'signer-unavailable',
      });
      expect(log.checkpointer.failingSince).toBeDefined();
      await record(2);
      await log.sequencer.drain();
      expect(await size()).toBe(3);
      expect(await signed()).toEqual([]);

      signer.behave = 'sign';
      await log.checkpointer.run();
      expect(await signed()).toEqual([3]);
      expect(log.checkpointer.failingSince).toBeUndefined();
    },
  );

  it('signs what a process numbered that ended before it signed', async () => {
    const { record, create, signed } = await setUp();
    await record(1);
    await create().sequencer.drain();
    expect(await signed()).toEqual([]);
    await create().checkpointer.run();
    expect(await signed()).toEqual([2]);
  });

  it('asks the signer outside of every transaction', async () => {
    const { knex, record, create, signed, signer } = await setUp();
    const sign = signer.sign.bind(signer);
    signer.sign = async data => {
      // SQLite has one connection: inside a transaction this would wait for it until the time-out.
      await knex.transaction(trx =>
        trx('audit_log').where({ id: 1 }).forUpdate(),
      );
      return sign(data);
    };
    await record(1);
    await create().drain();
    expect(await signed()).toEqual([2]);
  });

  it('does not ask a signer again at once that failed', async () => {
    const { record, create, signer } = await setUp();
    signer.behave = 'fail';
    const { sequencer, checkpointer } = create();
    await record(1);
    await sequencer.drain();
    await expect(checkpointer.run()).rejects.toThrow();
    for (let n = 0; n < 10; n += 1) {
      checkpointer.wake();
    }
    await checkpointer.stop();
    expect(signer.calls).toBe(1);
  });

  it('signs nothing that the sequencer did not leave', async () => {
    const { knex, record, create, signed, signer } = await setUp();
    await record(1);
    await create().drain();
    await dropGuards(knex);
    const row = rowOf(forgedBody());
    await knex('audit_events').insert({ ...row, sequence: 2 });
    await knex('audit_nodes').insert({
      level: 0,
      position: 2,
      hash: row.leaf_hash,
    });
    await knex('audit_log').update({ size: 3 });
    await expect(create().checkpointer.run()).rejects.toThrow(
      /^audit-log-end-changed/,
    );
    expect(await signed()).toEqual([2]);
    expect(signer.calls).toBe(1);
  });

  it('puts a signed checkpoint where somebody wrote one for a size to come', async () => {
    const { knex, record, create, signed } = await setUp();
    await record(1);
    await create().drain();
    const [own] = await knex('audit_checkpoints').limit(1);
    for (const size of [3, 1000]) {
      await knex('audit_checkpoints').insert({ ...own, size });
    }
    await record(2);
    await create().drain();
    await knex('audit_checkpoints').where({ size: 1000 }).delete();
    expect(await signed()).toEqual([2, 3]);
  });
});
