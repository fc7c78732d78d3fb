import {
  BackendFeature,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';

/** Rows of the bare pages. */
export const PAGE = 50;

/**
 * Reaches the chatbots plugin's own connection to its database, for baselines: bare statements in this process, and bare pages
 * behind the same HTTP server and the same credentials as the plugin's.
 */
export class RegistryProbe {
  #knex: Knex | undefined;

  /** The module that adds it to the chatbots plugin. */
  readonly feature: BackendFeature = createBackendModule({
    pluginId: 'chatbots',
    moduleId: 'bench',
    register: reg =>
      reg.registerInit({
        deps: {
          database: coreServices.database,
          httpRouter: coreServices.httpRouter,
        },
        init: async ({ database, httpRouter }) => {
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
