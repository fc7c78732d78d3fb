import {
  auditEventText,
  parseAuditEventText,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { AuditAnchor } from '@chatbot-portal/backstage-plugin-chatbots-node';
import {
  AT,
  MemoryAnchor,
  setUpAnchoring,
} from '../../__testUtils__/anchoring';
import { createTestDatabases } from '../../__testUtils__/databases';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('AnchorHistory on %s', id => {
  const setUp = async (anchors: AuditAnchor[]) =>
    setUpAnchoring(await databases.init(id), anchors);

  it('raises the alarm for an anchor that was emptied, and fills it again only once an operator said why', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex, replace, send } = await setUp([memory]);
    await grow(3);
    await create().run();
    await grow(4);
    memory.held = [];
    await knex('audit_anchors').delete();
    // Another process, which has seen nothing of it.
    const anchorer = create();
    await anchorer.run();
    await anchorer.run();
    expect(anchorer.states()).toEqual([
      {
        id: 'memory',
        state: 'contradicts',
        problem: 'anchor-emptied',
        readAt: AT,
      },
    ]);
    expect(memory.sizes).toEqual([]);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'Audit log: an anchor was emptied',
        }),
      }),
    );

    await replace('memory');
    await grow(5);
    await anchorer.run();
    expect(memory.sizes).toEqual([5]);
    memory.held = [];
    await grow(6);
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([{ problem: 'anchor-emptied' }]);
  });

  it('knows an emptied anchor again though its event was deleted, as long as the process lives', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex } = await setUp([memory]);
    await grow(3);
    const anchorer = create();
    await anchorer.run();
    await knex('audit_events').where({ type: 'log.anchored' }).delete();
    memory.held = [];
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([{ problem: 'anchor-emptied' }]);
  });

  it('does not take an anchor for replaced because somebody made an event that says so', async () => {
    const memory = new MemoryAnchor();
    const { create, grow, knex } = await setUp([memory]);
    await grow(3);
    await create().run();
    await grow(4);
    memory.held = [];
    const [{ insert_id: _, ...row }] = await knex('audit_events').where({
      type: 'log.anchored',
    });
    await knex('audit_events').insert({
      ...row,
      id: 'forged',
      sequence: 90,
      type: 'log.anchor-replaced',
      body: auditEventText({
        ...parseAuditEventText(row.body),
        type: 'log.anchor-replaced',
        data: {
          anchor: 'memory',
          texts: {
            reason: { commitment: Buffer.alloc(32).toString('base64') },
          },
        },
      }),
    });
    const anchorer = create();
    await anchorer.run();
    expect(anchorer.states()).toMatchObject([{ problem: 'anchor-emptied' }]);
  });
});
