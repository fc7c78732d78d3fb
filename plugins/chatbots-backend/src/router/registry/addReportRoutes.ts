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
    const { version, suite, parts } = req.body;
    const meta = { chatbot, tokenId, version, suite };
    if (parts !== undefined) {
      const open = await withAudit(
        auditor,
        { eventId: 'evaluation-open', meta: { ...meta, parts } },
        () => pipelines.reports.openEvaluation({ ...req.body, parts }, actor),
      );
      res.status(202).json(open);
      return;
    }
    const { record, created } = await withAudit(
      auditor,
      { eventId: 'evaluation-report', meta },
      () => pipelines.reports.evaluation(req.body, actor),
    );
    res.status(created ? 201 : 200).json(record);
  });

  router.put(
    '/pipeline/v1/evaluations/:evaluationId/parts/:part',
    async (req, res) => {
      const actor = pipelineActor(req);
      const { chatbot, tokenId } = actor;
      const { evaluationId: id } = req.params;
      // A path is text, whatever its schema says.
      const part = Number(req.params.part);
      const open = await withAudit(
        auditor,
        { eventId: 'evaluation-part', meta: { chatbot, tokenId, id, part } },
        () => pipelines.reports.evaluationPart({ id, part }, req.body, actor),
      );
      res.json(open);
    },
  );

  router.post(
    '/pipeline/v1/evaluations/:evaluationId/complete',
    async (req, res) => {
      const actor = pipelineActor(req);
      const { chatbot, tokenId } = actor;
      const { evaluationId: id } = req.params;
      const { record, created } = await withAudit(
        auditor,
        { eventId: 'evaluation-complete', meta: { chatbot, tokenId, id } },
        () => pipelines.reports.completeEvaluation(id, actor),
      );
      res.status(created ? 201 : 200).json(record);
    },
  );
}
