import { ChatbotsRouter, RouterOptions } from '../RouterOptions';

const PAGE = 100;

/** Adds the routes by which other plugins follow changes. */
export function addChangeRoutes(
  router: ChatbotsRouter,
  { services: { changes }, httpAuth }: RouterOptions,
): void {
  router.get('/v1/changes/:consumer', async (req, res) => {
    const { limit = PAGE } = req.query;
    res.json(
      await changes.read(await httpAuth.credentials(req), {
        consumer: req.params.consumer,
        limit,
      }),
    );
  });

  router.put('/v1/changes/:consumer', async (req, res) => {
    await changes.acknowledge(await httpAuth.credentials(req), {
      consumer: req.params.consumer,
      cursor: req.body.cursor,
      revision: req.body.revision,
    });
    res.status(204).end();
  });

  router.get('/v1/projection', async (req, res) => {
    res.json(await changes.project(await httpAuth.credentials(req), req.query));
  });
}
