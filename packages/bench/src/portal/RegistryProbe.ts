import {
  BackendFeature,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { createHmac } from 'node:crypto';

/** Rows of the bare pages. */
export const PAGE = 50;

/**
 * Reaches the chatbots plugin's own connection to its database, for baselines: bare statements in this process, and bare pages
 * behind the same HTTP server and the same credentials as the plugin's.
 */
export class RegistryProbe {
  #knex: Knex | undefined;
  #config: Config | undefined;

  /** The module that adds it to the chatbots plugin. */
  readonly feature: BackendFeature = createBackendModule({
    pluginId: 'chatbots',
    moduleId: 'bench',
    register: reg =>
      reg.registerInit({
        deps: {
          config: coreServices.rootConfig,
          database: coreServices.database,
          httpRouter: coreServices.httpRouter,
        },
        init: async ({ config, database, httpRouter }) => {
          this.#config = config;
          this.#knex = await database.getClient();
          httpRouter.use(createBarePages(this.#knex));
        },
      }),
  });

  get knex(): Knex {
    if (!this.#knex) {
      throw new Error('The chatbots plugin has not started yet');
    }
    return this.#knex;
  }

  /** The MAC of an event's text, as the plugin makes it: by the configured key, over the log's origin, a zero byte and the text. */
  sign(text: string): { mac: string; mac_key_id: string } {
    const audit = this.#config?.getConfig('chatbots.audit');
    const [key] = audit?.getConfigArray('eventKeys') ?? [];
    if (!audit || !key) {
      throw new Error('The chatbots plugin has not started yet');
    }
    const mac = createHmac(
      'sha256',
      Buffer.from(key.getString('secret'), 'base64'),
    )
      .update(`${audit.getString('origin')}\0${text}`)
      .digest('base64');
    return { mac, mac_key_id: key.getString('id') };
  }
}

function createBarePages(knex: Knex) {
  const router = PromiseRouter();
  router.get('/bench/chatbots', async (_req, res) => {
    const items = await knex('chatbots').orderBy('name').limit(PAGE);
    res.json({ items });
  });
  router.get('/bench/chatbots/:chatbot/versions', async (req, res) => {
    const items = await knex('model_versions')
      .where({ chatbot: req.params.chatbot })
      .orderBy('ordinal', 'desc')
      .limit(PAGE);
    res.json({ items });
  });
  return router;
}
