import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requireUser } from '../requireUser';
import { sendDownload } from '../sendDownload';
import { withAudit } from '../withAudit';

/** Adds the routes of chatbots themselves. */
export function addChatbotRoutes(
  router: ChatbotsRouter,
  { services, httpAuth, auditor }: RouterOptions,
): void {
  router.get('/v1/chatbots', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await services.chatbots.list(req.query, credentials));
  });

  router.get('/v1/chatbots.csv', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user'],
      allowLimitedAccess: true,
    });
    await sendDownload(
      res,
      await services.chatbots.download(req.query, credentials),
    );
  });

  router.get('/v1/chatbot-titles', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json({
      items: await services.chatbots.titles(
        req.query.names.split(','),
        credentials,
      ),
    });
  });

  router.post('/v1/chatbots', async (req, res) => {
    const { name, owner } = req.body;
    const { record, created } = await withAudit(
      auditor,
      { eventId: 'chatbot-register', request: req, meta: { name, owner } },
      async () =>
        services.chatbots.register(req.body, await requireUser(httpAuth, req)),
    );
    res.status(created ? 201 : 200).json(record);
  });

  router.get('/v1/chatbots/:chatbot', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await services.chatbots.overview(req.params.chatbot, credentials));
  });

  router.get('/v1/chatbots/:chatbot/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await services.chatbots.runs(req.params.chatbot, credentials));
  });
}
