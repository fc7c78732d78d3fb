import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requireUser } from '../requireUser';
import { withAudit } from '../withAudit';

/** Adds the routes of webhooks. */
export function addWebhookRoutes(
  router: ChatbotsRouter,
  { services, httpAuth, auditor }: RouterOptions,
): void {
  const { webhooks } = services;

  router.get('/v1/webhooks', async (req, res) => {
    res.json(await webhooks.targets(await httpAuth.credentials(req)));
  });

  router.get('/v1/webhooks/deliveries', async (req, res) => {
    const { cursor, limit, ...filter } = req.query;
    res.json(
      await webhooks.deliveries(await httpAuth.credentials(req), filter, {
        cursor,
        limit,
      }),
    );
  });

  router.get('/v1/webhooks/deliveries/:deliveryId', async (req, res) => {
    res.json(
      await webhooks.delivery(
        await httpAuth.credentials(req),
        req.params.deliveryId,
      ),
    );
  });

  router.post(
    '/v1/webhooks/deliveries/:deliveryId/redeliver',
    async (req, res) => {
      const { deliveryId } = req.params;
      const credentials = await requireUser(httpAuth, req);
      const detail = await withAudit(
        auditor,
        { eventId: 'webhook-redeliver', request: req, meta: { deliveryId } },
        () => webhooks.redeliver(credentials, deliveryId),
      );
      res.status(202).json(detail);
    },
  );

  router.post('/v1/webhooks/:webhook/redeliver', async (req, res) => {
    const { webhook } = req.params;
    const { since } = req.body;
    const credentials = await requireUser(httpAuth, req);
    const redelivery = await withAudit(
      auditor,
      { eventId: 'webhook-redeliver', request: req, meta: { webhook, since } },
      () => webhooks.redeliverFailed(credentials, webhook, req.body),
    );
    res.status(202).json(redelivery);
  });
}
