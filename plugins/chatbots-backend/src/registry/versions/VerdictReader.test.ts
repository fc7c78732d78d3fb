import { mockServices } from '@backstage/backend-test-utils';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { connectDatabase, PORTAL, UnitOfWork } from '../../database';
import { ModelVersionRow } from '../../database/tables';
import { createTestDatabases } from '../../__testUtils__/databases';
import { GovernanceViews } from '../GovernanceViews';
import { VerdictReader } from './VerdictReader';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('VerdictReader on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await connectDatabase(mockServices.database({ knex }));
    let now = new Date('2026-01-01T00:00:00Z');
    const clock = { now: () => now };
    const unitOfWork = UnitOfWork.create({
      knex,
      clock,
      audit: new DatabaseAuditAppender(),
    });
    const explain = jest.fn(
      async (_chatbot: string, _version: string, stage?: string) => [
        {
          stage: stage ?? '',
          verdict: 'pass' as const,
          checks: [],
          approvals: [],
        },
      ],
    );
    const governance = {
      gates: { explain },
      stages: { names: ['development', 'staging', 'production'] },
    } as unknown as GovernanceViews;
    const reader = VerdictReader.create({ knex, clock, governance });
    const rows = ['1', '2'].map(
      version =>
        ({ id: `id-${version}`, chatbot: 'a', version } as ModelVersionRow),
    );
    const read = (stages: Api.StageStatus[] = []) =>
      reader.read('a', rows, stages);
    const change = (chatbot: string) =>
      unitOfWork.run({ actor: PORTAL }, work =>
        work.record({
          type: 'evaluation.reported',
          subject: { kind: 'evaluation', chatbot, id: '1' },
          data: {},
        }),
      );
    return {
      knex,
      explain,
      read,
      change,
      wait: (minutes: number) => {
        now = new Date(now.getTime() + minutes * 60_000);
      },
    };
  }

  it('asks a gate once, until something about the chatbot changes', async () => {
    const { explain, read, change } = await setUp();
    expect([...(await read())]).toEqual([
      ['id-1', 'pass'],
      ['id-2', 'pass'],
    ]);
    await read();
    expect(explain).toHaveBeenCalledTimes(2);
    expect(explain).toHaveBeenCalledWith('a', '1', 'staging');
    await change('other');
    await read();
    expect(explain).toHaveBeenCalledTimes(2);
    await change('a');
    await read();
    expect(explain).toHaveBeenCalledTimes(4);
  });

  it('asks again for another policy, for another stage, and after a while', async () => {
    const { knex, explain, read, wait } = await setUp();
    await read();
    await knex('policies').insert({
      state: 'active',
      digest: 'd',
      text: '',
      proposed_at: '',
    });
    await read();
    expect(explain).toHaveBeenCalledTimes(4);
    await read([{ stage: 'staging', state: 'live', version: '1' }]);
    expect(explain).toHaveBeenCalledTimes(5);
    expect(explain).toHaveBeenLastCalledWith('a', '1', 'production');
    wait(6);
    await read();
    expect(explain).toHaveBeenCalledTimes(7);
  });
});
