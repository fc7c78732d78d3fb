import {
  AuditorService,
  AuthService,
  DiscoveryService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { LogGuard } from './audit/anchor/LogGuard';
import { Clock } from './database/Clock';
import { UnitOfWork } from './database/UnitOfWork';
import { EventKeys } from './keys';

/** What every area of the plugin is built from. */
export interface PluginContext {
  /** For reads. Everything that changes goes through the unit of work. */
  knex: Knex;
  unitOfWork: UnitOfWork;
  /** Refuses writes while the log is not what its anchors hold. */
  logGuard: LogGuard;
  /** Tell what the portal wrote from what it did not. */
  eventKeys: EventKeys;
  clock: Clock;
  /** Names of the stages, in order. */
  stages: readonly string[];
  config: RootConfigService;
  logger: LoggerService;
  auth: AuthService;
  auditor: AuditorService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  events: EventsService;
  notifications: NotificationService;
  signals: SignalsService;
  /** Git hosts that modules serve. */
  scmHosts: ScmHosts;
}
