import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Request, Response } from 'express';
import Router from 'express-promise-router';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { GitHostContext } from '../GitHostContext';
import type { PackageAddress } from '../store/PackageStore';
import { coversScope } from '../http/Identity';
import { identityOf, requireIdentity } from './requestHelpers';

/** The generic package registry: files that never change once published. @internal */
export function createPackagesRouter(context: GitHostContext) {
  const router = Router();
  const path = '/api/packages/:owner/generic/:package/:version/:file';
  router.use('/api/packages', requireIdentity(context));

  /** A job reaches the packages of its repository's owner only, and there those of its own repository. */
  const scope = (request: Request, response: Response) => {
    const identity = identityOf(response);
    const owner =
      context.repositories.findOrganization(request.params.owner) ??
      context.accounts.find(request.params.owner)?.login;
    if (!owner) {
      throw new NotFoundError('package does not exist');
    }
    const address: PackageAddress = {
      owner,
      package: request.params.package,
      version: request.params.version,
      file: request.params.file,
    };
    if (identity.kind !== 'job-token') {
      // Packages belong to their owner: only who administers the host, or owns them, has them without a job.
      if (
        identity.kind !== 'user' ||
        !(identity.isAdmin || identity.name === address.owner)
      ) {
        throw new NotFoundError('package does not exist');
      }
      return { address, repositoryId: undefined, identity };
    }
    const repository = context.repositories.findById(identity.repositoryId);
    if (repository?.owner !== address.owner) {
      throw new NotFoundError('package does not exist');
    }
    return { address, repositoryId: identity.repositoryId, identity };
  };

  router.put(path, async (request, response) => {
    const { address, repositoryId, identity } = scope(request, response);
    if (!coversScope(identity, 'package', 'write')) {
      throw new NotAllowedError(
        'token does not have at least one of required scope(s), required=[write:package]',
      );
    }
    await context.packages.put(address, request, repositoryId);
    response.status(201).end();
  });

  // Express answers HEAD through this route as well.
  router.get(path, async (request, response) => {
    const { address, repositoryId, identity } = scope(request, response);
    if (!coversScope(identity, 'package', 'read')) {
      throw new NotFoundError('package does not exist');
    }
    const found = await context.packages.get(address, repositoryId);
    response.set({
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(found.size),
      'Content-Disposition': `attachment; filename="${address.file}"`,
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await pipeline(createReadStream(found.path), response).catch(() =>
      response.destroy(),
    );
  });

  return router;
}
