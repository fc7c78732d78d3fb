import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import {
  anchoredConfig,
  AnchoredPortal,
  issueTokens,
  ORIGIN,
  readStatus,
} from '../../__testUtils__/anchoredPortal';
import {
  createBackup,
  dumpRows,
  openDatabase,
} from '../../__testUtils__/backups';
import { createSharedDatabases } from '../../__testUtils__/createSharedDatabases';
import { createTestDatabases } from '../../__testUtils__/databases';
import { as, registerWithToken } from '../../__testUtils__/registryFixtures';
import { databaseConfig, runBin } from '../../__testUtils__/runBin';
import { Replica, startReplica } from '../../__testUtils__/startReplica';
import { until } from '../../__testUtils__/until';

const databases = createTestDatabases();
const createSharedDatabase = createSharedDatabases(databases);
const directory = createMockDirectory();
const NEXT = `${ORIGIN}/2`;
const BEHIND = 'Audit log: nothing is written, it is behind its anchor';

describe.each(databases.eachSupportedId())('a restored log on %s', id => {
  let portal: AnchoredPortal;
  let path: string;
  let opened: Knex[] = [];
  let replicas: Replica[] = [];

  beforeEach(() => {
    directory.clear();
    path = directory.resolve('anchor.jsonl');
  });
  afterEach(async () => {
    await portal?.stop();
    await Promise.all(replicas.map(one => one.kill()));
    await Promise.all(opened.map(one => one.destroy()));
    opened = [];
    replicas = [];
  });

  /** A portal whose database was put back to before its last five events; stopped. */
  async function restored() {
    const { knex: first, database } = await createSharedDatabase(id);
    await first.destroy();
    const config = anchoredConfig(path);
    portal = new AnchoredPortal(config, path);
    const backup = createBackup(database);
    /** Starts the portal, with connections of its own. */
    const start = async (origin?: string) => {
      const knex = openDatabase(database);
      opened.push(knex);
      await portal.start(knex, origin);
      return knex;
    };
    const stop = async () => {
      await portal.stop();
      await Promise.all(opened.map(one => one.destroy()));
      opened = [];
    };
    let knex = await start();
    await registerWithToken(portal.server);
    await issueTokens(portal.server, 3);
    const { events: saved } = await portal.settled(knex);
    await stop();
    await backup.save();
    knex = await start();
    await issueTokens(portal.server, 5);
    const { events: lost, verifierKey } = await portal.settled(knex);
    const lostRows = await knex('audit_events').where('sequence', '>=', saved);
    await stop();
    await backup.restore();
    directory.addContent({
      'app-config.yaml': JSON.stringify({
        ...config,
        backend: { ...config.backend, database: databaseConfig(database) },
      }),
    });
    const file = directory.resolve('app-config.yaml');
    return { start, stop, saved, lost, lostRows, verifierKey, file };
  }

  it('takes no write after a restart, serves reads, tells operators, and is not anchored', async () => {
    const { start, saved, lost } = await restored();
    const before = readFileSync(path, 'utf8');
    const knex = await start();
    const [answer] = await issueTokens(portal.server, 1);
    expect([answer.status, answer.body.error]).toEqual([
      503,
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        reason: 'log-behind-anchor',
        hint: expect.stringContaining('Tell the platform team'),
        details: expect.objectContaining({ anchoredSize: lost, size: saved }),
      }),
    ]);
    await request(portal.server)
      .get('/api/chatbots/v1/chatbots/support-bot')
      .set('Authorization', as('engineer'))
      .expect(200);
    const status = await portal.status();
    expect(status).toMatchObject({
      events: saved,
      unsequenced: 0,
      behind: {
        anchor: 'file',
        problem: 'anchor-ahead',
        anchoredSize: lost,
        size: saved,
      },
      anchors: [{ state: 'contradicts', problem: 'anchor-ahead', size: lost }],
    });
    await until(() => portal.told().includes(BEHIND));
    expect(await knex('audit_events')).toHaveLength(saved);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is continued under a new name by an operator, keeps its numbers, and accounts for what was lost', async () => {
    const { start, stop, saved, lost, lostRows, verifierKey, file } =
      await restored();
    const reason = 'Restored from the backup of Sunday';
    const none = await runBin('chatbots-log', 'continue', '--config', file);
    expect(none).toEqual({
      code: 2,
      text: 'NOT DONE: No --reason is given\n',
    });
    const done = await runBin(
      'chatbots-log',
      'continue',
      '--reason',
      reason,
      '--config',
      file,
    );
    expect(done.text).toContain(
      `The log '${ORIGIN}' of ${saved} events is continued as '${NEXT}'`,
    );
    expect(done.text).toContain(
      `Anchored were ${lost} events of '${ORIGIN}'; the first ${saved} are common`,
    );
    expect(done.code).toBe(0);

    // Under the old name it does not start.
    await expect(start()).rejects.toThrow(
      `log-origin-differs: the audit log in this database is named '${NEXT}'`,
    );
    await stop();
    let knex = await start(NEXT);
    expect(
      (await issueTokens(portal.server, 2)).map(one => one.status),
    ).toEqual([201, 201]);
    const status = await portal.settled(knex);
    expect(status.behind).toBeUndefined();
    expect(status.origin).toBe(NEXT);
    expect(status.anchors).toMatchObject([{ state: 'verified' }]);
    expect(status.continuations).toMatchObject([
      {
        sequence: saved,
        origin: NEXT,
        previous: ORIGIN,
        size: saved,
        commonSize: saved,
        anchoredOrigin: ORIGIN,
        anchoredSize: lost,
      },
    ]);
    expect(status.setAside.count).toBe(0);
    const [event] = await knex('audit_events').where({ sequence: saved });
    const { subject, data } = JSON.parse(event.body);
    expect(event.type).toBe('log.continued');
    expect(subject.id).toBe(NEXT);
    expect(data).toMatchObject({
      previous: ORIGIN,
      size: saved,
      commonSize: saved,
      anchored: [{ origin: ORIGIN, size: lost }],
    });
    const [text] = await knex('audit_texts').where({ event_id: event.id });
    expect(text.text).toBe(reason);
    const { findings, lines } = await portal.fsck(knex, verifierKey, NEXT);
    expect(findings).toEqual([]);
    expect(lines).toEqual([
      expect.stringContaining(`holds all ${status.events} events`),
    ]);

    // An auditor who holds a checkpoint of the log before is told what was lost.
    const exported = await portal.verifyExport(portal.noteAt(lost), [
      verifierKey,
      status.verifierKey,
    ]);
    expect(exported).toMatchObject({
      valid: true,
      problems: [],
      continuations: [{ seq: saved, origin: NEXT, previous: ORIGIN }],
      held: {
        status: 'continued',
        message: expect.stringContaining(`events ${saved} to ${lost - 1} `),
      },
    });

    // Somebody brings events of the lost part back, which the portal once wrote.
    const size = (await portal.settled(knex)).events;
    const [{ insert_id: _, ...stolen }] = lostRows.filter(
      ({ type }) => type === 'token.issued',
    );
    await knex('audit_events').insert({ ...stolen, sequence: null });
    await until(async () => (await portal.status()).setAside.count === 1);
    const after = await portal.status();
    expect(after.events).toBe(size);
    expect(after.setAside.latest).toMatchObject([{ reason: 'mac-invalid' }]);
    await knex('audit_events').where({ id: stolen.id }).delete();

    // And it is not taken for behind after the next start.
    await stop();
    knex = await start(NEXT);
    expect((await issueTokens(portal.server, 1))[0].status).toBe(201);
    const again = await runBin(
      'chatbots-log',
      'continue',
      '--reason',
      reason,
      '--config',
      file,
    );
    expect(again.text).toContain("set chatbots.audit.origin to '");
    expect(again.code).toBe(2);
  }, 120_000);

  it('put back under two running replicas is written to by neither, and numbered by neither', async () => {
    const { knex, database } = await createSharedDatabase(id);
    const config = anchoredConfig(path);
    for (let n = 0; n < 2; n += 1) {
      replicas.push(await startReplica({ database, config }));
    }
    const [one, other] = replicas.map(({ url }) => url);
    await registerWithToken(one);
    const isSettled = async (url: string) => {
      const { events, unsequenced, anchors } = await readStatus(url);
      return (
        unsequenced === 0 &&
        anchors[0].size === events &&
        (await knex('audit_events').where({ type: 'log.anchored' })).length > 0
      );
    };
    await until(() => isSettled(one));
    const restore = await dumpRows(knex);
    const { events: saved } = await readStatus(one);
    await issueTokens(one, 3);
    await issueTokens(other, 3);
    await until(async () => (await isSettled(one)) && isSettled(other));
    const { events: lost } = await readStatus(one);
    expect(lost).toBeGreaterThan(saved);
    const putNewerBack = await dumpRows(knex);
    await restore();
    // The first event may still come in; it gets no number, because whoever numbers it sees how short the log is.
    await issueTokens(one, 1);

    for (const url of [one, other]) {
      await until(async () => (await readStatus(url)).behind !== undefined);
      const [answer] = await issueTokens(url, 1);
      expect([answer.status, answer.body.error.reason]).toEqual([
        503,
        'log-behind-anchor',
      ]);
    }
    for (const replica of replicas) {
      await until(() => replica.notifications.includes(BEHIND));
    }
    const [{ size }] = await knex('audit_log');
    expect(Number(size)).toBe(saved);
    const held: number[] = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).size);
    expect(Math.max(...held)).toBe(lost);
    expect(held.at(-1)).toBe(lost);

    // With the newer database they go on, without a restart.
    await putNewerBack();
    for (const url of [one, other]) {
      await until(async () => (await readStatus(url)).behind === undefined);
      expect((await issueTokens(url, 1))[0].status).toBe(201);
    }
  }, 120_000);

  it('is told from the log of a replica that names it differently, before and after its first event', async () => {
    const { knex, database } = await createSharedDatabase(id);
    const config = anchoredConfig(path);
    const strange = {
      ...config,
      backend: { baseUrl: 'http://portal.example:7007' },
    };
    const { chatbots } = config;
    const { policy, ...unwritten } = chatbots;
    const [first] = [
      await startReplica({
        database,
        config: { ...config, chatbots: unwritten },
      }),
    ];
    replicas.push(first);
    expect(await knex('audit_events')).toEqual([]);
    await expect(startReplica({ database, config: strange })).rejects.toThrow(
      'log-origin-differs',
    );
    await registerWithToken(first.url);
    await until(async () => (await readStatus(first.url)).events > 1);
    await expect(startReplica({ database, config: strange })).rejects.toThrow(
      `is named '${ORIGIN}', and the configuration names it 'portal.example:7007/chatbots'`,
    );
    const status: Api.AuditStatus = await readStatus(first.url);
    expect(status.setAside.count).toBe(0);
    const found = await new AnchoredPortal(config, path).fsck(
      knex,
      status.verifierKey,
      'portal.example:7007/chatbots',
    );
    expect(found.findings).toEqual([
      expect.objectContaining({ code: 'log-origin' }),
    ]);
  }, 120_000);

  it('does not start with the anchor of another log of the same key', async () => {
    const { knex } = await createSharedDatabase(id);
    portal = new AnchoredPortal(anchoredConfig(path), path);
    await portal.start(knex);
    await registerWithToken(portal.server);
    await portal.settled(knex);
    await portal.stop();
    const { knex: empty } = await createSharedDatabase(id);
    await expect(portal.start(empty, 'other.example/chatbots')).rejects.toThrow(
      `anchor-of-another-log: anchor 'file' holds a checkpoint of the log '${ORIGIN}'`,
    );
  });
});
