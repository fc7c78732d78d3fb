import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  ExportVerification,
  verifyExport,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  createVerifierKey,
  parseVerifierKey,
  verifyCheckpoint,
} from '@chatbot-portal/transparency-log';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import { FileAnchor } from '../audit/anchor/FileAnchor';
import { describeAnchors } from '../audit/fsck/checkAnchors';
import { runFsck } from '../audit/fsck/runFsck';
import { EVENT_KEYS } from './eventKeys';
import { DEFAULT_POLICY } from './governanceFixtures';
import { as } from './registryFixtures';
import { startChatbots } from './startChatbots';
import { until } from './until';

/** Name of the log where nothing else is configured. */
export const ORIGIN = 'localhost:7007/chatbots';

/** Issues tokens, an event each, and returns the answers. */
export async function issueTokens(server: unknown, times: number) {
  const answers: request.Response[] = [];
  for (let n = 0; n < times; n += 1) {
    answers.push(
      await request(server as string)
        .post('/api/chatbots/v1/chatbots/support-bot/tokens')
        .set('Authorization', as('engineer'))
        .send({ purpose: `token ${n}` }),
    );
  }
  return answers;
}

/** What the audit page shows of the log. */
export async function readStatus(server: unknown): Promise<Api.AuditStatus> {
  const { body } = await request(server as string)
    .get('/api/chatbots/v1/audit/status')
    .set('Authorization', as('auditor'))
    .expect(200);
  return body;
}

/** The configuration of a portal with a file anchor and with keys that outlive its process. */
export function anchoredConfig(path: string, more: { origin?: string } = {}) {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    backend: { baseUrl: 'http://localhost:7007' },
    chatbots: {
      policy: { file: DEFAULT_POLICY },
      audit: {
        ...more,
        signingKey: {
          privateKey: String(
            privateKey.export({ type: 'pkcs8', format: 'pem' }),
          ),
        },
        eventKeys: EVENT_KEYS,
        alarm: { recipients: ['group:default/platform'] },
        anchors: { file: { path } },
      },
    },
  };
}

/** A portal with a file anchor that can be stopped, attacked and started again. */
export class AnchoredPortal {
  #running: Awaited<ReturnType<typeof startChatbots>> | undefined;

  constructor(
    readonly config: ReturnType<typeof anchoredConfig>,
    readonly path: string,
  ) {}

  async start(knex: Knex, origin?: string): Promise<void> {
    const { chatbots, ...config } = this.config;
    const { audit } = chatbots;
    this.#running = await startChatbots({
      knex,
      config: {
        ...config,
        chatbots: {
          ...chatbots,
          audit: { ...audit, ...(origin && { origin }) },
        },
      },
    });
  }

  async stop(): Promise<void> {
    await this.#running?.backend.stop();
    this.#running = undefined;
  }

  get server() {
    if (!this.#running) {
      throw new Error('The portal does not run');
    }
    return this.#running.server;
  }

  /** Titles of the notifications since the start. */
  told(): string[] {
    return (
      this.#running?.notifications.send.mock.calls.map(
        ([{ payload }]) => payload.title,
      ) ?? []
    );
  }

  /** Sizes in the file of the anchor. */
  held(): number[] {
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line).size);
  }

  status(): Promise<Api.AuditStatus> {
    return readStatus(this.server);
  }

  /** Waits until everything is numbered and anchored, and the log remembers that. */
  async settled(knex: Knex): Promise<Api.AuditStatus> {
    await until(async () => {
      const { unsequenced, events, anchors } = await this.status();
      const noted = await knex('audit_events').where({ type: 'log.anchored' });
      return (
        unsequenced === 0 && anchors[0].size === events && noted.length > 0
      );
    });
    return this.status();
  }

  /** The checkpoint of a size, as the anchor keeps it. */
  noteAt(size: number): string {
    const lines = readFileSync(this.path, 'utf8').trim().split('\n');
    return lines.map(line => JSON.parse(line)).find(one => one.size === size)
      .note;
  }

  /** Exports the whole log and verifies it as an auditor who holds a checkpoint. */
  async verifyExport(
    held: string,
    keys: readonly string[],
  ): Promise<ExportVerification> {
    const auditor = (call: request.Test) =>
      call.set('Authorization', as('auditor'));
    const { body } = await auditor(
      request(this.server).post('/api/chatbots/v1/audit/exports'),
    ).send({});
    const { ndjson } = body as Api.AuditExport;
    const { text } = await auditor(
      request(this.server).get(`/api/chatbots${ndjson}`),
    ).buffer(true);
    const trustedKeys = keys.map(key => parseVerifierKey(key, sha256));
    return verifyExport({
      ndjson: (async function* bytes() {
        yield new Uint8Array(Buffer.from(text, 'utf8'));
      })(),
      trustedKeys,
      held: {
        checkpoint: await verifyCheckpoint(held, trustedKeys, verifyEd25519),
      },
      hashing: { sha256, createSha256: () => createHash('sha256') },
      verify: verifyEd25519,
    });
  }

  /** What `chatbots-fsck` finds, and says of the anchor. */
  async fsck(knex: Knex, verifierKey: string, origin = ORIGIN) {
    const key = parseVerifierKey(verifierKey, sha256);
    const options = {
      trustedKeys: [createVerifierKey(origin, key.publicKey, sha256)],
      anchors: [new FileAnchor({ path: this.path })],
      eventKeys: { origin, keys: EVENT_KEYS },
    };
    return {
      findings: await runFsck(knex, options),
      lines: await describeAnchors(knex, { ...options, now: new Date() }),
    };
  }
}
