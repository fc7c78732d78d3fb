import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requireUser } from '../requireUser';
import { withAudit } from '../withAudit';

/** Adds the routes of pipeline tokens. Answers with a token in them must not be stored on the way. */
export function addTokenRoutes(
  router: ChatbotsRouter,
  { services, httpAuth, auditor }: RouterOptions,
): void {
  router.get('/v1/chatbots/:chatbot/tokens', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    res.json(await services.tokens.list(req.params.chatbot, credentials));
  });

  router.post('/v1/chatbots/:chatbot/tokens', async (req, res) => {
    const { chatbot } = req.params;
    const issued = await withAudit(
      auditor,
      {
        eventId: 'token-issue',
        request: req,
        meta: { chatbot, purpose: req.body.purpose },
      },
      async () =>
        services.tokens.issue(
          chatbot,
          req.body,
          await requireUser(httpAuth, req),
        ),
    );
    res.setHeader('Cache-Control', 'no-store');
    res.status(201).json(issued);
  });

  router.delete('/v1/chatbots/:chatbot/tokens/:tokenId', async (req, res) => {
    const { chatbot, tokenId } = req.params;
    await withAudit(
      auditor,
      { eventId: 'token-revoke', request: req, meta: { chatbot, tokenId } },
      async () =>
        services.tokens.revoke(
          chatbot,
          tokenId,
          await requireUser(httpAuth, req),
        ),
    );
    res.status(204).end();
  });
}
