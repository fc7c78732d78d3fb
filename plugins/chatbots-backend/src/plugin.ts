import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  AuditAnchor,
  auditAnchorsExtensionPoint,
  AuditAnchorsExtensionPoint,
  signersExtensionPoint,
  eventSinksExtensionPoint,
  checksExtensionPoint,
  scmHostServiceRef,
  ScmHosts,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { demoExtensionPoint } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { CheckRegistry } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  addFileAnchor,
  claimLogName,
  createAlarm,
  createAudit,
  createEvidenceVerifier,
  formerNames,
  namesBefore,
  LogGuard,
  logOrigin,
  openLog,
  toLogKeys,
} from './audit';
import { DatabaseAuditAppender } from './audit/append/DatabaseAuditAppender';
import { createAuthorization } from './authorization';
import { systemClock } from './database/Clock';
import { UnitOfWork } from './database/UnitOfWork';
import { connectDatabase } from './database/connectDatabase';
import { isPassing } from './database/isPassing';
import { createDemoPortal } from './demo/createDemoPortal';
import { DemoPlayback } from './demo/DemoPlayback';
import {
  ChangeFeed,
  CommitWaker,
  EventSinks,
  readWebhooks,
  startFollowers,
  WebhookService,
} from './followers';
import { createGovernance } from './governance';
import { PluginContext } from './PluginContext';
import { warnOfUntrusted } from './people';
import { createRegistry } from './registry';
import { createRouter } from './router/createRouter';
import { ComparisonService, createViews } from './views';
import {
  loadEventKeys,
  loadSigners,
  readEventKeyEntries,
  SignerRegistry,
} from './keys';

const DEFAULT_STAGES = ['development', 'staging', 'production'];

/**
 * The chatbots plugin: registry, governance and audit log behind one REST API.
 *
 * @public
 */
export const chatbotsPlugin = createBackendPlugin({
  pluginId: 'chatbots',
  register(env) {
    const anchors = new Map<string, AuditAnchor>();
    const anchorPoint: AuditAnchorsExtensionPoint = {
      addAnchor(anchor) {
        if (anchors.has(anchor.id)) {
          throw new Error(`There are two audit anchors '${anchor.id}'`);
        }
        anchors.set(anchor.id, anchor);
      },
    };
    env.registerExtensionPoint(auditAnchorsExtensionPoint, anchorPoint);
    const signers = new SignerRegistry();
    env.registerExtensionPoint(signersExtensionPoint, signers);
    const sinks = new EventSinks();
    env.registerExtensionPoint(eventSinksExtensionPoint, sinks);
    const checks = new CheckRegistry();
    env.registerExtensionPoint(checksExtensionPoint, {
      addCheck(...definitions) {
        definitions.forEach(definition => checks.add(definition));
      },
    });
    const demo = new DemoPlayback();
    env.registerExtensionPoint(demoExtensionPoint, demo);
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        scmHosts: scmHostServiceRef,
        signals: signalsServiceRef,
      },
      async init({ database, httpAuth, httpRouter, scmHosts, ...services }) {
        demo.assertAllowed(services.config);
        const webhooks = readWebhooks(services.config);
        const knex = await connectDatabase(database);
        const clock = systemClock;
        const { config, logger } = services;
        const origin = logOrigin(config);
        const names = await claimLogName(knex, {
          origin,
          keys: readEventKeyEntries(config),
        });
        const former = formerNames(names);
        const eventKeys = loadEventKeys({ config, logger, origin, former });
        const logGuard = new LogGuard({ now: () => clock.now() });
        const unitOfWork = UnitOfWork.create({
          knex,
          clock,
          audit: new DatabaseAuditAppender({ keys: eventKeys }),
          guard: logGuard,
        });
        const context: PluginContext = {
          knex,
          clock,
          unitOfWork,
          logGuard,
          eventKeys,
          stages:
            services.config.getOptionalStringArray('chatbots.stages') ??
            DEFAULT_STAGES,
          ...services,
          scmHosts: new ScmHosts(scmHosts),
        };
        warnOfUntrusted(config, logger);
        addFileAnchor(anchorPoint, config);
        const signing = { config, logger, registry: signers };
        const permitKeys = loadSigners('permits', signing);
        const logKeys = toLogKeys(
          loadSigners('audit', signing),
          origin,
          namesBefore(names),
        );
        const alarm = createAlarm(context);
        const anchorer = await openLog(context, {
          names,
          logKeys,
          alarm,
          anchors: [...anchors.values()],
        });
        const comparison = new ComparisonService({ knex });
        const evidence = createEvidenceVerifier(context, { logKeys, alarm });
        const governance = await createGovernance(context, {
          comparer: comparison,
          evidence,
          checks,
          permitKeys,
        });
        const registry = createRegistry(context, {
          listener: governance.evidence,
        });
        const views = createViews(context, {
          gates: governance.gates,
          comparison,
        });
        const waker = CommitWaker.create(context);
        const audit = await createAudit(context, {
          commits: waker,
          logKeys,
          alarm,
          names,
          anchorer,
        });
        await startFollowers(context, {
          waker,
          gates: governance.gates,
          external: governance,
          evidence,
          workflows: governance.workflows,
          views,
          sinks: sinks.list(),
          webhooks,
          isPlaying: () => demo.isPlaying,
          onSequenced: listener => audit.sequencer.onSequenced(listener),
        });
        demo.start(context, signal =>
          createDemoPortal(context, { registry, governance, views }, signal),
        );
        await services.scheduler.scheduleTask({
          id: 'sweep-promotions',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          scope: 'global',
          // A sweep sees today's clock, and would let example approvals of weeks ago
          // expire before the history has deployed them.
          fn: async () => {
            if (!demo.isPlaying && unitOfWork.isOpen) {
              await governance.sweep();
            }
          },
        });

        await services.scheduler.scheduleTask({
          id: 'end-open-evaluations',
          frequency: { minutes: 5 },
          timeout: { minutes: 5 },
          scope: 'global',
          fn: () => registry.evaluationParts.endOpen(),
        });

        httpRouter.addAuthPolicy({
          path: '/pipeline',
          allow: 'unauthenticated',
        });
        httpRouter.addAuthPolicy({
          path: '/external',
          allow: 'unauthenticated',
        });
        httpRouter.addAuthPolicy({
          path: '/.well-known/chatbot-portal',
          allow: 'unauthenticated',
        });
        for (const path of [
          '/v1/audit/downloads',
          '/v1/audit/events.csv',
          '/v1/chatbots.csv',
        ]) {
          httpRouter.addAuthPolicy({ path, allow: 'user-cookie' });
        }
        const { auditor } = services;
        httpRouter.use(
          createRouter({
            httpAuth,
            auditor,
            logger,
            isPassing,
            ...createAuthorization(context, {
              registry,
              governance,
              audit,
              views,
              changes: new ChangeFeed(context),
              webhooks: new WebhookService({ ...context, targets: webhooks }),
            }),
            external: governance.external,
            publicKeys: [...governance.publicKeys, ...audit.publicKeys],
          }),
        );
      },
    });
  },
});
