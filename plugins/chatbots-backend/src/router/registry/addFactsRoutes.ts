import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requirePerson, requireUser } from '../requireUser';
import { withAudit } from '../withAudit';

const PAGE = 25;

/** Adds the routes by which people propose owner, risk class and repository of a chatbot, and accept them. */
export function addFactsRoutes(
  router: ChatbotsRouter,
  { services: { facts }, httpAuth, auditor }: RouterOptions,
): void {
  router.post('/v1/chatbots/:chatbot/facts-proposals', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { chatbot } = req.params;
    const proposal = await withAudit(
      auditor,
      {
        eventId: 'facts-propose',
        request: req,
        meta: { chatbot, facts: Object.keys(req.body) },
      },
      () => facts.propose(credentials, chatbot, req.body),
    );
    res.status(201).json(proposal);
  });

  router.get('/v1/facts-proposals', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { cursor, limit = PAGE, ...filter } = req.query;
    res.json(await facts.list(credentials, filter, { cursor, limit }));
  });

  router.post('/v1/facts-proposals/:proposalId/decision', async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { proposalId } = req.params;
    const proposal = await withAudit(
      auditor,
      {
        eventId: 'facts-decide',
        request: req,
        meta: { proposalId, actionType: req.body.decision },
      },
      () => facts.decide(credentials, proposalId, req.body),
    );
    res.json(proposal);
  });

  router.post(
    '/v1/facts-proposals/:proposalId/withdrawal',
    async (req, res) => {
      const credentials = await requireUser(httpAuth, req);
      const { proposalId } = req.params;
      const proposal = await withAudit(
        auditor,
        {
          eventId: 'facts-propose',
          request: req,
          meta: { proposalId, actionType: 'withdraw' },
        },
        () => facts.withdraw(credentials, proposalId),
      );
      res.json(proposal);
    },
  );
}
