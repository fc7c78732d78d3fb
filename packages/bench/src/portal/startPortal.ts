import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaselineProvider } from './BaselineProvider';
import { benchConfig, BenchPlace } from './benchConfig';
import { FileLogger } from './FileLogger';
import { RegistryProbe } from './RegistryProbe';

/** A portal in this process. */
export interface BenchPortal {
  /** Where it answers, for example `http://127.0.0.1:7107`. */
  url: string;
  baseline: BaselineProvider;
  registry: RegistryProbe;
  logger: FileLogger;
  /** An empty folder for what a bench makes. */
  folder: string;
  /** File of the configuration, for commands that are given one. */
  configFile: string;
  stop(): Promise<void>;
}

/** Starts the real backend, without what no bench needs: frontend, scaffolder, search and user settings. */
export async function startPortal(place: BenchPlace): Promise<BenchPortal> {
  mkdirSync(place.folder, { recursive: true });
  const logger = FileLogger.create(join(place.folder, 'backend.log'));
  const baseline = new BaselineProvider();
  const registry = new RegistryProbe();
  const data = benchConfig(place);
  const config = new ConfigReader(data);
  const configFile = join(place.folder, 'app-config.json');
  // With the keys that sign and authenticate, in a folder of the owner's alone.
  writeFileSync(configFile, JSON.stringify(data), { mode: 0o600 });

  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => config,
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => logger,
    }),
  );
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(
    import('@chatbot-portal/backstage-plugin-auth-backend-module-demo'),
  );
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(
    import('@chatbot-portal/backstage-plugin-catalog-backend-module-chatbots'),
  );
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(
    import(
      '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots'
    ),
  );
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@chatbot-portal/backstage-plugin-chatbots-backend'));
  backend.add(baseline.feature);
  backend.add(registry.feature);
  await backend.start();
  return {
    url: config.getString('backend.baseUrl'),
    baseline,
    registry,
    logger,
    folder: place.folder,
    configFile,
    stop: () => backend.stop(),
  };
}
