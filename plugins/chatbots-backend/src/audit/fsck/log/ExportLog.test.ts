import { createMockDirectory } from '@backstage/backend-test-utils';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import request from 'supertest';
import { createTestDatabases } from '../../../__testUtils__/databases';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../../__testUtils__/governanceFixtures';
import { as } from '../../../__testUtils__/registryFixtures';
import { testLogKeys } from '../../../__testUtils__/sequencing';
import { startChatbots } from '../../../__testUtils__/startChatbots';
import { rewriteTree } from '../../../__testUtils__/testLog';
import { until } from '../../../__testUtils__/until';
import { PemSigner } from '../../../keys';
import { runFsck } from '../runFsck';
import { EventIndex } from './EventIndex';
import { ExportLog } from './ExportLog';

const databases = createTestDatabases();

describe('EventIndex', () => {
  it('finds the places of events by each of their keys, in order', () => {
    const index = new EventIndex();
    for (let n = 0; n < 5000; n += 1) {
      index.add({ at: n * 10, length: 9 }, [`own ${n}`, `one of ${n % 7}`]);
    }
    index.sort();
    expect(index.size).toBe(5000);
    for (const n of [0, 1, 2500, 4999]) {
      expect(index.find([`own ${n}`])).toContainEqual({
        at: n * 10,
        length: 9,
      });
    }
    const every7th = index.find(['one of 3']).map(({ at }) => at / 10);
    expect(every7th.filter(n => n % 7 === 3)).toHaveLength(714);
    expect(every7th).toEqual([...every7th].sort((a, b) => a - b));
    expect(index.find(['nobody'])).toEqual([]);
  });
});

describe.each(databases.eachSupportedId())('an export on %s', id => {
  const directory = createMockDirectory();

  /** A portal with an approved promotion, an export of its log, and what its administrator has. */
  async function setUp() {
    const knex = await databases.init(id);
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { server, backend } = await startChatbots({
      knex,
      config: {
        chatbots: {
          policy: { file: DEFAULT_POLICY },
          audit: {
            signingKey: { privateKey: pem },
          },
        },
      },
    });
    const scenario = await Scenario.begin(server);
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    await scenario.decide(promotionId, 'reviewer-one');
    await until(async () => {
      const [{ size }] = await knex('audit_log');
      const waiting = await knex('audit_events').whereNull('sequence');
      const signed = await knex('audit_checkpoints').where({ size });
      return waiting.length === 0 && signed.length === 1;
    });
    const { body } = await scenario
      .person('auditor', 'post', '/audit/exports', {
        from: '2020-01-01T00:00:00.000Z',
        to: '2040-01-01T00:00:00.000Z',
      })
      .expect(201);
    const { text } = await request(server)
      .get(`/api/chatbots${body.ndjson}`)
      .set('Authorization', as('auditor'))
      .buffer()
      .expect(200);
    const exportFile = directory.resolve('export.ndjson');
    await writeFile(exportFile, text);
    await until(
      async () =>
        (await knex('audit_events').whereNull('sequence')).length === 0,
    );
    await backend.stop();
    const logKeys = testLogKeys(
      'localhost:7007/chatbots',
      PemSigner.fromPem('test', pem),
    );
    const check = async (file?: string) => {
      const findings = await runFsck(knex, {
        trustedKeys: [logKeys.verifierKey],
        anchors: [],
        exportFile: file,
      });
      return [...new Set(findings.map(({ code }) => code))];
    };
    return { knex, logKeys, exportFile, text, check };
  }

  it('agrees with the records of a portal that nobody touched, and with those that came later', async () => {
    const { check, exportFile } = await setUp();
    expect(await check(exportFile)).toEqual([]);
  }, 60_000);

  it('finds a fact that an administrator with the key of the log changed in the row, the event and the tree', async () => {
    const { knex, logKeys, exportFile, check } = await setUp();
    for (const table of ['chatbots', 'facts_proposals']) {
      await knex(table).update({ risk_class: 'minimal' });
    }
    await knex('audit_events')
      .where('type', 'like', 'chatbot.%')
      .update({
        body: knex.raw(`replace(body, '"limited"', '"minimal"')`),
      });
    await rewriteTree({ knex, ...logKeys });
    // Nothing in the database tells.
    const found = await check();
    expect(found).not.toContain('chatbot-facts');
    expect(found).not.toContain('facts-proposal');
    expect(await check(exportFile)).toEqual(
      expect.arrayContaining(['export-differs', 'chatbot-facts']),
    );
  }, 60_000);

  it('is refused where it is not the whole log, was cut or was changed', async () => {
    const { exportFile, logKeys, text } = await setUp();
    const { verifierKey } = logKeys;
    const lines = text.trim().split('\n');
    const refused = async (content: string) => {
      await writeFile(exportFile, content);
      return ExportLog.open(exportFile, { trustedKeys: [verifierKey] }).then(
        log => log.close().then(() => 'opened'),
        error => error.message,
      );
    };
    const join = (...parts: string[]) => `${parts.join('\n')}\n`;
    const [header, ...rest] = lines;
    expect(await refused(text)).toBe('opened');
    for (const [content, message] of [
      ['', 'was cut'],
      [join(...lines.slice(0, -1)), 'was cut'],
      [text.slice(0, -20), 'was cut in a line'],
      [join(header, ...rest.slice(1)), 'event 1 in place of 0'],
      [text.replace('limited', 'minimal'), 'another hash'],
      [text.replace(/"from":0,/, '"from":1,'), 'begins with event 1'],
      [text.replace('chatbot-portal-audit', 'other'), 'is not of the format'],
      [join(...lines, lines[1]), 'goes on after'],
      ['no JSON\n', 'no JSON object'],
    ]) {
      expect([message, await refused(content)]).toEqual([
        message,
        expect.stringContaining(message),
      ]);
    }
    const stranger = { ...verifierKey, name: 'other.test/chatbots' };
    await writeFile(exportFile, text);
    await expect(
      ExportLog.open(exportFile, { trustedKeys: [stranger] }),
    ).rejects.toThrow('has no checkpoint that a trusted key signed');
  }, 60_000);
});
