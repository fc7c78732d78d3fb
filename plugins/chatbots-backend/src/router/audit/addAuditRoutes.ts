import { ChatbotsRouter, RouterOptions } from '../RouterOptions';
import { requireUser } from '../requireUser';
import { withAudit } from '../withAudit';
import { sendDownload } from '../sendDownload';

const PAGE = 50;

/** Adds the routes of the audit area. */
export function addAuditRoutes(
  router: ChatbotsRouter,
  options: RouterOptions,
): void {
  const { auditor, httpAuth, publicKeys } = options;
  const { audit } = options.services;

  router.get('/.well-known/chatbot-portal/keys', async (_req, res) => {
    res.json({ keys: publicKeys });
  });

  router.get('/v1/audit/status', async (req, res) => {
    res.json(await audit.status(await httpAuth.credentials(req)));
  });

  router.get('/v1/audit/events', async (req, res) => {
    const { cursor, limit = PAGE, ...filter } = req.query;
    res.json(
      await audit.list(await httpAuth.credentials(req), filter, {
        cursor,
        limit,
      }),
    );
  });

  router.get('/v1/audit/events.csv', async (req, res) => {
    // As for a link of an export: the browser itself fetches the file.
    const credentials = await httpAuth.credentials(req, {
      allow: ['user'],
      allowLimitedAccess: true,
    });
    const file = await withAudit(
      auditor,
      { eventId: 'audit-list-export', request: req, meta: { ...req.query } },
      () => audit.download(credentials, req.query),
    );
    await sendDownload(res, file);
  });

  router.get('/v1/audit/events/:sequence', async (req, res) => {
    // Typed as a number, but only query parameters are made what they are typed as.
    const sequence = Number(req.params.sequence);
    res.json(await audit.get(await httpAuth.credentials(req), sequence));
  });

  router.get('/v1/audit/checkpoints/latest', async (req, res) => {
    res.json(await audit.checkpoint(await httpAuth.credentials(req)));
  });

  router.get('/v1/audit/proofs/consistency', async (req, res) => {
    res.json(
      await audit.consistency(await httpAuth.credentials(req), req.query),
    );
  });

  router.post('/v1/audit/exports', async (req, res) => {
    const credentials = await requireUser(httpAuth, req);
    const { from, to, reveal } = req.body;
    const created = await withAudit(
      auditor,
      {
        eventId: 'audit-export',
        request: req,
        meta: {
          ...(from ? { from } : {}),
          ...(to ? { to } : {}),
          reveal: reveal ?? false,
        },
      },
      () => audit.createExport(credentials, req.body),
    );
    res.status(201).json(created);
  });

  router.get('/v1/audit/downloads/:ticket', async (req, res) => {
    // A browser's navigation carries the plugin's cookie, which is a limited token.
    const credentials = await httpAuth.credentials(req, {
      allow: ['user'],
      allowLimitedAccess: true,
    });
    await sendDownload(
      res,
      await audit.openExport(credentials, req.params.ticket),
    );
  });
}
