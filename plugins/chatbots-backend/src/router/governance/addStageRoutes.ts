import { ChatbotsRouter, RouterOptions } from '../RouterOptions';

const PAGE = 25;

/** Adds the routes that tell what is live where, and what a promotion would need. */
export function addStageRoutes(
  router: ChatbotsRouter,
  { services: { governance }, httpAuth }: RouterOptions,
): void {
  router.get('/v1/chatbots/:chatbot/stages', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await governance.stages(credentials, req.params.chatbot, req.query.at),
    );
  });

  router.get('/v1/chatbots/:chatbot/deployments', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { limit = PAGE, ...options } = req.query;
    res.json(
      await governance.deployments(credentials, req.params.chatbot, {
        ...options,
        limit,
      }),
    );
  });

  router.get('/v1/chatbots/:chatbot/gates', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { version, stage } = req.query;
    res.json(
      await governance.gates(credentials, req.params.chatbot, version, stage),
    );
  });
}
