import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { pipelineActor } from '../pipelineActor';
import { withAudit } from '../withAudit';

/** Adds the routes by which pipelines request promotions, take permits and report deployments. */
export function addReleaseRoutes(
  router: ChatbotsRouter,
  { pipelines: services, auditor }: RouterOptions,
): void {
  router.get('/pipeline/v1/promotions', async (req, res) => {
    res.json(
      await services.pipelinePromotions.list(
        pipelineActor(req),
        req.query.state,
      ),
    );
  });

  router.post('/pipeline/v1/promotions', async (req, res) => {
    const actor = pipelineActor(req);
    const { run, ...request } = req.body;
    const { id, created } = await withAudit(
      auditor,
      {
        eventId: 'promotion-request',
        meta: { chatbot: actor.chatbot, ...request },
      },
      () =>
        services.promotionService.request({
          ...request,
          chatbot: actor.chatbot,
          actor,
          runActor: actor.login ?? run.actor,
        }),
    );
    res
      .status(created ? 201 : 200)
      .json(await services.pipelinePromotions.get(actor, id));
  });

  router.get('/pipeline/v1/promotions/:promotionId', async (req, res) => {
    res.json(
      await services.pipelinePromotions.get(
        pipelineActor(req),
        req.params.promotionId,
      ),
    );
  });

  router.post(
    '/pipeline/v1/promotions/:promotionId/permit',
    async (req, res) => {
      const actor = pipelineActor(req);
      const { promotionId } = req.params;
      const permit = await withAudit(
        auditor,
        {
          eventId: 'permit-issue',
          meta: { chatbot: actor.chatbot, promotionId },
        },
        () => services.permits.issue({ actor, promotionId }),
      );
      res.json(permit);
    },
  );

  router.post('/pipeline/v1/permits/:permitId/consume', async (req, res) => {
    const actor = pipelineActor(req);
    const { permitId } = req.params;
    const { deploymentId, created } = await withAudit(
      auditor,
      { eventId: 'permit-consume', meta: { chatbot: actor.chatbot, permitId } },
      () => services.permits.consume({ ...req.body, actor, permitId }),
    );
    res
      .status(created ? 201 : 200)
      .json(await services.deployments.get(deploymentId));
  });

  router.get('/pipeline/v1/deployments/:deploymentId', async (req, res) => {
    res.json(
      await services.deployments.getOwn(
        pipelineActor(req),
        req.params.deploymentId,
      ),
    );
  });

  router.post(
    '/pipeline/v1/deployments/:deploymentId/steps',
    async (req, res) => {
      const actor = pipelineActor(req);
      const { deploymentId } = req.params;
      await withAudit(
        auditor,
        {
          eventId: 'deployment-report',
          meta: { chatbot: actor.chatbot, deploymentId },
        },
        () =>
          services.deploymentService.reportStep(
            { actor, deploymentId },
            req.body,
          ),
      );
      res.json(await services.deployments.get(deploymentId));
    },
  );

  router.post(
    '/pipeline/v1/deployments/:deploymentId/outcome',
    async (req, res) => {
      const actor = pipelineActor(req);
      const { deploymentId } = req.params;
      await withAudit(
        auditor,
        {
          eventId: 'deployment-report',
          meta: { chatbot: actor.chatbot, deploymentId },
        },
        () =>
          services.deploymentService.reportOutcome(
            { actor, deploymentId },
            req.body,
          ),
      );
      res.json(await services.deployments.get(deploymentId));
    },
  );
}
