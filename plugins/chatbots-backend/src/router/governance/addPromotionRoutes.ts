import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requirePerson, requireUser } from '../requireUser';
import { withAudit } from '../withAudit';

const PAGE = 25;

/** Adds the routes by which people request, decide on and read promotions. */
export function addPromotionRoutes(
  router: ChatbotsRouter,
  { services: { governance }, httpAuth, auditor }: RouterOptions,
): void {
  router.post('/v1/chatbots/:chatbot/promotions', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { chatbot } = req.params;
    const { version, stage } = req.body;
    const promotion = await withAudit(
      auditor,
      {
        eventId: 'promotion-request',
        request: req,
        meta: { chatbot, version, stage },
      },
      () => governance.request(credentials, chatbot, req.body),
    );
    res.status(201).json(promotion);
  });

  router.get('/v1/promotions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { cursor, limit = PAGE, ...filter } = req.query;
    res.json(await governance.list(credentials, filter, { cursor, limit }));
  });

  router.get('/v1/promotions/:promotionId', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await governance.get(credentials, req.params.promotionId));
  });

  router.post('/v1/promotions/:promotionId/decisions', async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { promotionId } = req.params;
    const promotion = await withAudit(
      auditor,
      {
        eventId: 'promotion-decide',
        request: req,
        meta: { promotionId, actionType: req.body.decision },
      },
      () => governance.decide(credentials, promotionId, req.body),
    );
    res.status(201).json(promotion);
  });

  router.delete(
    '/v1/promotions/:promotionId/decisions/mine',
    async (req, res) => {
      const credentials = await requirePerson(httpAuth, req);
      const { promotionId } = req.params;
      const promotion = await withAudit(
        auditor,
        {
          eventId: 'promotion-decide',
          request: req,
          meta: { promotionId, actionType: 'withdraw-decision' },
        },
        () => governance.withdrawDecision(credentials, promotionId),
      );
      res.json(promotion);
    },
  );

  router.post('/v1/promotions/:promotionId/withdrawal', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { promotionId } = req.params;
    const promotion = await withAudit(
      auditor,
      {
        eventId: 'promotion-request',
        request: req,
        meta: { promotionId, actionType: 'withdraw' },
      },
      () => governance.withdraw(credentials, promotionId),
    );
    res.json(promotion);
  });

  router.post('/v1/promotions/:promotionId/workflow', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { promotionId } = req.params;
    const workflow = await withAudit(
      auditor,
      { eventId: 'workflow-start', request: req, meta: { promotionId } },
      () => governance.startWorkflow(credentials, promotionId),
    );
    res.status(202).json(workflow);
  });

  router.post('/v1/promotions/:promotionId/abandonment', async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { promotionId } = req.params;
    const promotion = await withAudit(
      auditor,
      { eventId: 'deployment-abandon', request: req, meta: { promotionId } },
      () => governance.abandon(credentials, promotionId, req.body.comment),
    );
    res.json(promotion);
  });
}
