import { sampleEvent } from '../__testUtils__/sampleEvents';
import { mockServices } from '@backstage/backend-test-utils';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { DatabaseAuditAppender } from '../audit/append/DatabaseAuditAppender';
import { connectDatabase } from '../database/connectDatabase';
import { PORTAL } from '../database/Actor';
import { UnitOfWork } from '../database/UnitOfWork';
import { ModelVersionRow } from '../database/modelVersions';
import { createTestDatabases } from '../__testUtils__/databases';
import { GovernanceViews } from './GovernanceViews';
import { VerdictReader } from './VerdictReader';
import { testEventKeys } from '../__testUtils__/eventKeys';

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
      audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
    });
    const asked: string[][] = [];
    const gates: Pick<GovernanceViews['gates'], 'verdicts'> = {
      verdicts: async (chatbot, versions) => {
        asked.push(
          versions.map(
            ({ version, stage }) => `${chatbot} ${version.version} ${stage}`,
          ),
        );
        return new Map(versions.map(({ version }) => [version.id, 'pass']));
      },
    };
    const governance = {
      gates,
      stages: { names: ['development', 'staging', 'production'] },
    } as unknown as GovernanceViews;
    const reader = new VerdictReader({ knex, clock, governance });
    const rows = ['1', '2'].map(
      version =>
        ({ id: `id-${version}`, chatbot: 'a', version } as ModelVersionRow),
    );
    const read = (stages: Api.StageStatus[] = []) =>
      reader.read('a', rows, stages);
    const change = (chatbot: string) =>
      unitOfWork.run({ actor: PORTAL }, work =>
        work.record(sampleEvent(1, chatbot)),
      );
    return {
      knex,
      asked,
      read,
      change,
      wait: (minutes: number) => {
        now = new Date(now.getTime() + minutes * 60_000);
      },
    };
  }

  it('asks for all at once, and not again until something about the chatbot changes', async () => {
    const { asked, read, change } = await setUp();
    expect([...(await read())]).toEqual([
      ['id-1', 'pass'],
      ['id-2', 'pass'],
    ]);
    expect([...(await read())]).toEqual([
      ['id-1', 'pass'],
      ['id-2', 'pass'],
    ]);
    expect(asked).toEqual([['a 1 staging', 'a 2 staging']]);
    await change('other');
    await read();
    expect(asked).toHaveLength(1);
    await change('a');
    await read();
    expect(asked).toHaveLength(2);
  });

  it('asks again for another policy, for another stage, and after a while', async () => {
    const { knex, asked, read, wait } = await setUp();
    await read();
    await knex('policies').insert({
      state: 'active',
      active_key: 'active',
      digest: 'd',
      text: '',
      proposed_at: '',
    });
    await read();
    expect(asked).toHaveLength(2);
    await read([{ stage: 'staging', state: 'live', version: '1' }]);
    expect(asked.slice(2)).toEqual([['a 1 production']]);
    wait(6);
    await read();
    expect(asked[3]).toHaveLength(2);
  });
});
