import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { catalogLocationDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import Router from 'express-promise-router';

/**
 * Asks for the right to unregister a location before somebody changes where it points: what it brought is gone either way. The
 * catalog asks for the right to register one, which everybody has.
 */
export function guardLocations(services: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}) {
  const router = Router();
  router.put('/locations/:id', async (request, _response, next) => {
    const [{ result }] = await services.permissions.authorize(
      [{ permission: catalogLocationDeletePermission }],
      { credentials: await services.httpAuth.credentials(request) },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Changing a location takes the permission '${catalogLocationDeletePermission.name}', since it removes what the location brought`,
      );
    }
    next();
  });
  return router;
}
