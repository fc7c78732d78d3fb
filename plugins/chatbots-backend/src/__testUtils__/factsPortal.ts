import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import { as, registerWithToken, registration } from './registryFixtures';
import { startChatbots } from './startChatbots';

const BOT = '/chatbots/support-bot';

type Options = Omit<Parameters<typeof startChatbots>[0], 'knex'>;

/** Portals in which people propose and accept the facts of a chatbot; they stop after each test. */
export function factsPortals(init: () => Promise<Knex>) {
  const backends: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(backends.splice(0).map(backend => backend.stop()));
  });

  async function start(options: Options = {}, knex?: Knex) {
    const database = knex ?? (await init());
    const portal = await startChatbots({ knex: database, ...options });
    backends.push(portal.backend);
    const call = async (
      by: string,
      method: 'get' | 'post',
      path: string,
      body?: object,
    ) => {
      const test = request(portal.server)
        [method](`/api/chatbots/v1${path}`)
        .set('Authorization', by.includes(' ') ? by : as(by));
      const answer = await (body ? test.send(body) : test);
      return {
        status: answer.status,
        reason: answer.body.error?.reason,
        body: answer.body,
      };
    };
    const propose = (change: object, by = 'engineer') =>
      call(by, 'post', `${BOT}/facts-proposals`, change);
    const decide = (
      { id: proposal, digest }: Pick<Api.FactsProposal, 'id' | 'digest'>,
      by = 'reviewer-one',
      decision: object = { decision: 'accept' },
    ) =>
      call(by, 'post', `/facts-proposals/${proposal}/decision`, {
        digest,
        ...decision,
      });
    const chatbot = async (): Promise<Api.ChatbotOverview> =>
      (await call('engineer', 'get', BOT)).body;
    const told = (type: string) => database('audit_events').where({ type });
    const register = () =>
      request(portal.server)
        .post('/api/chatbots/v1/chatbots')
        .set('Authorization', as('engineer'))
        .send(registration())
        .expect(201);
    return {
      ...portal,
      knex: database,
      call,
      propose,
      decide,
      chatbot,
      told,
      register,
    };
  }

  /** A portal with a chatbot whose registration nobody has accepted. */
  async function registered(config: JsonObject = {}) {
    const portal = await start({ config });
    await portal.register();
    const { proposal } = await portal.chatbot();
    return { ...portal, proposal: proposal as Api.FactsProposal };
  }

  /** A portal with a chatbot whose registration was accepted. */
  async function accepted(options: Options = {}) {
    const portal = await start(options);
    const token = await registerWithToken(portal.server);
    return { ...portal, token };
  }

  return { start, registered, accepted };
}
