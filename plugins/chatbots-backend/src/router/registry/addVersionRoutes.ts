import { ChatbotsRouter, RouterOptions } from '../RouterOptions';

/** Adds the routes of model versions. */
export function addVersionRoutes(
  router: ChatbotsRouter,
  { services, httpAuth }: RouterOptions,
): void {
  router.get('/v1/chatbots/:chatbot/versions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.versions.list(req.params.chatbot, req.query, credentials),
    );
  });

  router.get('/v1/chatbots/:chatbot/versions/:version', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { chatbot, version } = req.params;
    res.json(await services.versions.detail(chatbot, version, credentials));
  });

  router.get('/v1/chatbots/:chatbot/comparison', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await services.versions.compare(
        req.params.chatbot,
        req.query,
        credentials,
      ),
    );
  });
}
