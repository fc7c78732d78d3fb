import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { pipelineActor } from '../pipelineActor';
import { withAudit } from '../withAudit';

/** Adds the routes by which pipelines report. */
export function addReportRoutes(
  router: ChatbotsRouter,
  { pipelines, auditor }: RouterOptions,
): void {
  router.post('/pipeline/v1/token', async (req, res) => {
    const exchanged = await withAudit(
      auditor,
      { eventId: 'token-exchange' },
      () => pipelines.exchange.exchange(req.body.identityToken),
    );
    // Nothing on the way may keep an answer with a token in it.
    res.setHeader('Cache-Control', 'no-store');
    res.json(exchanged);
  });

  router.post('/pipeline/v1/versions', async (req, res) => {
    const actor = pipelineActor(req);
    const { chatbot, tokenId } = actor;
    const { record, created } = await withAudit(
      auditor,
      {
        eventId: 'version-report',
        meta: { chatbot, tokenId, version: req.body.version },
      },
      () => pipelines.reports.version(req.body, actor),
    );
    res.status(created ? 201 : 200).json(record);
  });

  router.post('/pipeline/v1/evaluations', async (req, res) => {
    const actor = pipelineActor(req);
    const { chatbot, tokenId } = actor;
    const { version, suite } = req.body;
    const { record, created } = await withAudit(
      auditor,
      {
        eventId: 'evaluation-report',
        meta: { chatbot, tokenId, version, suite },
      },
      () => pipelines.reports.evaluation(req.body, actor),
    );
    res.status(created ? 201 : 200).json(record);
  });
}
