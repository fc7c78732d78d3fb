import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
  HttpAuthService,
  HttpRouterService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import Router from 'express-promise-router';

/** Where each plugin's scheduler answers. */
const TASKS = '/.backstage/scheduler';

/**
 * Permission to look at the scheduled tasks of plugins, to run them now and to cancel them.
 *
 * @public
 */
export const scheduledTaskManagePermission = createPermission({
  name: 'backend.scheduled-task.manage',
  attributes: { action: 'update' },
});

/**
 * Backstage's scheduler, whose routes ask for {@link scheduledTaskManagePermission}. Backstage's own let everybody who is
 * signed in run and cancel the scheduled tasks of every plugin.
 *
 * @public
 */
export const guardedSchedulerServiceFactory = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    logger: coreServices.logger,
    metrics: metricsServiceRef,
    permissions: coreServices.permissions,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
  },
  factory: ({ httpAuth, httpRouter, permissions, ...deps }) =>
    DefaultSchedulerService.create({
      ...deps,
      httpRouter: guarded(httpRouter, { httpAuth, permissions }),
    }),
});

function guarded(
  httpRouter: HttpRouterService,
  services: { httpAuth: HttpAuthService; permissions: PermissionsService },
): HttpRouterService {
  const guard = Router();
  guard.use(TASKS, async (request, _response, next) => {
    const credentials = await services.httpAuth.credentials(request);
    const [{ result }] = await services.permissions.authorize(
      [{ permission: scheduledTaskManagePermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Scheduled tasks are seen to by those who hold the permission '${scheduledTaskManagePermission.name}'`,
      );
    }
    next();
  });
  return {
    ...httpRouter,
    use: handler => {
      httpRouter.use(guard);
      httpRouter.use(handler);
    },
  };
}
