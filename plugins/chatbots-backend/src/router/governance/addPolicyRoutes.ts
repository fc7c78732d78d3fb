import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requirePerson, requireUser } from '../requireUser';
import { withAudit } from '../withAudit';

const PAGE = 25;

/** Adds the routes of policies. */
export function addPolicyRoutes(
  router: ChatbotsRouter,
  { services: { governance }, httpAuth, auditor }: RouterOptions,
): void {
  router.get('/v1/policies', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { cursor, limit = PAGE } = req.query;
    res.json(await governance.listPolicies(credentials, { cursor, limit }));
  });

  router.post('/v1/policies', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { policy, created } = await withAudit(
      auditor,
      {
        eventId: 'policy-change',
        request: req,
        meta: { actionType: 'propose' },
      },
      () => governance.proposePolicy(credentials, req.body.text),
    );
    res.status(created ? 201 : 200).json(policy);
  });

  router.post('/v1/policies/:policyNumber/approvals', async (req, res) => {
    const credentials = await requirePerson(httpAuth, req);
    const { policyNumber } = req.params;
    const policy = await withAudit(
      auditor,
      {
        eventId: 'policy-change',
        request: req,
        meta: { actionType: 'approve', policyNumber },
      },
      () => governance.approvePolicy(credentials, Number(policyNumber)),
    );
    res.json(policy);
  });
}
