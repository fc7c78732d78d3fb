import { createBackendModule } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  Signer,
  signersExtensionPoint,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import {
  builtInChecks,
  permitKeyId,
  verifyPermit,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256, verifyEd25519 } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import request from 'supertest';
import { createTestDatabases } from '../../__testUtils__/databases';
import { testEventKeys } from '../../__testUtils__/eventKeys';
import {
  DEFAULT_POLICY,
  Scenario,
} from '../../__testUtils__/governanceFixtures';
import { testLogKeys } from '../../__testUtils__/sequencing';
import { as } from '../../__testUtils__/registryFixtures';
import { startChatbots } from '../../__testUtils__/startChatbots';
import { until } from '../../__testUtils__/until';
import { DatabaseAuditAppender } from '../../audit/append/DatabaseAuditAppender';
import { PipelineActor } from '../../database/Actor';
import { systemClock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { PemSigner, PublicKey } from '../../keys';
import { issuePermit } from './issuePermit';

const databases = createTestDatabases();
const PIPELINE: PipelineActor = {
  kind: 'pipeline',
  chatbot: 'support-bot',
  tokenId: 'ci',
  origin: { kind: 'token' },
};

/** A signer as a module brings it; a test may do something while it signs. */
function remoteSigner(meanwhile: () => Promise<unknown> = async () => {}) {
  const own = PemSigner.generate('kms');
  const state = { meanwhile, calls: 0 };
  const signer: Signer = {
    id: 'kms',
    algorithm: 'Ed25519',
    publicKey: own.publicKey,
    async sign(data) {
      state.calls += 1;
      await state.meanwhile();
      return own.sign(data);
    },
  };
  return { signer, state };
}

function signerModule(...signers: Signer[]) {
  return createBackendModule({
    pluginId: 'chatbots',
    moduleId: 'signers',
    register(env) {
      env.registerInit({
        deps: { point: signersExtensionPoint },
        async init({ point }) {
          signers.forEach(signer => point.addSigner(signer));
        },
      });
    },
  });
}

describe.each(databases.eachSupportedId())('signed permits on %s', id => {
  async function start(
    options: { signer?: Signer; permits?: JsonObject; audit?: JsonObject } = {},
  ) {
    const knex = await databases.init(id);
    const { permits = {}, audit = {}, signer } = options;
    const portal = await startChatbots({
      knex,
      config: {
        chatbots: { policy: { file: DEFAULT_POLICY }, permits, audit },
      },
      features: signer ? [signerModule(signer)] : [],
    });
    const scenario = await Scenario.begin(portal.server);
    return { ...portal, knex, scenario };
  }

  async function approved(scenario: Scenario): Promise<string> {
    await scenario.version('1.0.0');
    const promotionId = await scenario.request('1.0.0', 'staging');
    expect(await scenario.decide(promotionId, 'reviewer-one')).toMatchObject({
      body: { state: 'approved' },
    });
    return promotionId;
  }

  const expectNothingIssued = async (knex: Knex) => {
    expect(await knex('permits')).toEqual([]);
    expect(await knex('promotions').pluck('state')).not.toContain('released');
    const events = await knex('audit_events').pluck('type');
    expect(events).not.toContain('promotion.released');
  };

  const fetchPermit = async (scenario: Scenario, promotionId: string) => {
    const { status, body } = await scenario.pipeline(
      'post',
      `/promotions/${promotionId}/permit`,
    );
    return { status, reason: body.error?.reason, envelope: body.envelope };
  };

  it('come from the signer that the configuration names, and former keys are published', async () => {
    const { signer } = remoteSigner();
    const former = PemSigner.generate('former').publicKey;
    const { scenario, server, backend } = await start({
      signer,
      permits: { signer: 'kms', verifyingKeys: [former] },
      audit: { signer: 'kms', verifyingKeys: [former] },
    });
    const promotionId = await approved(scenario);
    const { status, envelope } = await fetchPermit(scenario, promotionId);
    expect(status).toBe(200);
    const publicKey = PublicKey.fromPem(signer.publicKey).bytes;
    await expect(
      verifyPermit(
        envelope,
        [{ keyId: permitKeyId(publicKey, sha256), publicKey }],
        { now: new Date(), chatbot: 'support-bot', stage: 'staging' },
        verifyEd25519,
      ),
    ).resolves.toMatchObject({ predicate: { promotionId } });
    const { body } = await request(server)
      .get('/api/chatbots/.well-known/chatbot-portal/keys')
      .expect(200);
    expect(
      body.keys.map((key: Record<string, unknown>) => [
        key.use,
        key.publicKeyPem,
        key.signs,
      ]),
    ).toEqual([
      ['permit', signer.publicKey, true],
      ['permit', former, false],
      ['audit-log', signer.publicKey, true],
      ['audit-log', former, false],
    ]);
    await backend.stop();
  });

  it('are refused with 503 while the signer is down, and events keep getting numbers', async () => {
    const { signer, state } = remoteSigner();
    const { scenario, knex, server, backend } = await start({
      signer,
      permits: { signer: 'kms' },
      audit: { signer: 'kms' },
    });
    const promotionId = await approved(scenario);
    state.meanwhile = async () => {
      throw new Error('down');
    };
    expect(await fetchPermit(scenario, promotionId)).toMatchObject({
      status: 503,
      reason: 'signer-unavailable',
    });
    await expectNothingIssued(knex);
    await scenario.version('1.1.0');
    const status = async () =>
      (
        await request(server)
          .get('/api/chatbots/v1/audit/status')
          .set('Authorization', as('auditor'))
      ).body;
    await until(async () => {
      const { uncheckpointed, unsequenced, signingFailingSince } =
        await status();
      return unsequenced === 0 && uncheckpointed > 0 && signingFailingSince;
    });

    state.meanwhile = async () => {};
    expect(await fetchPermit(scenario, promotionId)).toMatchObject({
      status: 200,
    });
    await until(async () => {
      const { uncheckpointed, signingFailingSince } = await status();
      return uncheckpointed === 0 && !signingFailingSince;
    });
    await backend.stop();
  });

  it('are not issued when the promotion is withdrawn while they are signed', async () => {
    const { signer, state } = remoteSigner();
    const { scenario, knex, backend } = await start({
      signer,
      permits: { signer: 'kms' },
    });
    const promotionId = await approved(scenario);
    state.meanwhile = () =>
      scenario
        .person('engineer', 'post', `/promotions/${promotionId}/withdrawal`)
        .then(({ status }) => expect(status).toBe(200));
    expect(await fetchPermit(scenario, promotionId)).toMatchObject({
      status: 409,
      reason: 'promotion-state',
    });
    await expectNothingIssued(knex);
    await backend.stop();
  });

  it('stops the start where the configuration names a signer that nobody added', async () => {
    await expect(start({ permits: { signer: 'kms' } })).rejects.toThrow(
      "Config chatbots.permits.signer names the signer 'kms', and no module added it",
    );
  });

  describe('of facts that change while they are signed', () => {
    async function setUp() {
      const { scenario, knex, backend } = await start();
      const promotionId = await approved(scenario);
      const { signer, state } = remoteSigner();
      const issue = () =>
        issuePermit(
          {
            knex,
            clock: systemClock,
            unitOfWork: UnitOfWork.create({
              knex,
              clock: systemClock,
              audit: new DatabaseAuditAppender({ keys: testEventKeys() }),
            }),
            memberships: {
              groupsOf: async () => new Set(['group:default/ai-governance']),
              membershipOf: async () => ({ groups: new Set(), ignored: [] }),
              exists: async () => true,
            },
            signer: testLogKeys('unused', signer).signer,
            portal: 'http://localhost:7007',
            // What is compared here stands apart from what the log bears out.
            evidence: {
              run: { checks: builtInChecks },
              unproven: async () => [],
              raise: async () => {},
            },
          },
          { actor: PIPELINE, promotionId },
        );
      const change = (strategy: 'canary' | 'blue-green') =>
        knex('promotions').where({ id: promotionId }).update({ strategy });
      return { knex, backend, state, issue, change };
    }

    it('are dropped, and another one is signed that says what is true', async () => {
      const { knex, backend, state, issue, change } = await setUp();
      state.meanwhile = async () => {
        await change('blue-green');
      };
      const { envelope } = await issue();
      const said = JSON.parse(
        Buffer.from(envelope.payload, 'base64').toString('utf8'),
      );
      expect(said.predicate.strategy).toBe('blue-green');
      expect(state.calls).toBe(2);
      expect(await knex('permits')).toHaveLength(1);
      await backend.stop();
    });

    it('are refused when the facts change each time', async () => {
      const { knex, backend, state, issue, change } = await setUp();
      state.meanwhile = async () => {
        await change(state.calls % 2 === 0 ? 'canary' : 'blue-green');
      };
      await expect(issue()).rejects.toMatchObject({
        reason: 'conflicting-write',
      });
      expect(state.calls).toBe(3);
      await expectNothingIssued(knex);
      await backend.stop();
    });

    it('are signed outside of the transaction', async () => {
      const { knex, backend, state, issue } = await setUp();
      state.meanwhile = () =>
        // SQLite has one connection: inside a transaction this would wait for it until the time-out.
        knex.transaction(trx => trx('chatbots').forUpdate());
      await issue();
      expect(await knex('permits')).toHaveLength(1);
      await backend.stop();
    });
  });
});
