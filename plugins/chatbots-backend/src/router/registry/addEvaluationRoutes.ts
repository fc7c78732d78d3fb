import { ChatbotsRouter, RouterOptions } from '../RouterOptions';

/** Adds the routes of evaluations. */
export function addEvaluationRoutes(
  router: ChatbotsRouter,
  { services, httpAuth }: RouterOptions,
): void {
  router.get('/v1/chatbots/:chatbot/evaluations', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.list(
        req.params.chatbot,
        req.query,
        credentials,
      ),
    );
  });

  router.get('/v1/evaluations/:evaluationId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.get(req.params.evaluationId, credentials),
    );
  });

  router.get('/v1/evaluations/:evaluationId/samples', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.samples(
        req.params.evaluationId,
        req.query,
        credentials,
      ),
    );
  });

  router.get('/v1/chatbots/:chatbot/trends', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.evaluations.trends(
        req.params.chatbot,
        req.query,
        credentials,
      ),
    );
  });
}
