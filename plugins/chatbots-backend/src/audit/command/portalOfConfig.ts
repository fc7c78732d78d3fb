import { DatabaseManager } from '@backstage/backend-defaults/database';
import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ConfigSources, StaticConfigSource } from '@backstage/config-loader';
import { VerifierKey } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { access } from 'node:fs/promises';
import { PublicKey, readOwnSigner, readVerifyingKeys } from '../../keys';
import { FileAnchor } from '../anchor/FileAnchor';
import { logOrigin, toVerifierKey } from '../logKeys';

/** Tells nobody. */
export const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

/** What the backend would read, except that a database that is not there is not made. */
export async function readConfig(
  files: string[],
): Promise<{ config: Config; close: () => void }> {
  const config = await ConfigSources.toConfig(
    ConfigSources.merge([
      ConfigSources.default({
        argv: files.flatMap(file => ['--config', file]),
      }),
      StaticConfigSource.create({
        data: {
          backend: {
            database: { ensureExists: false, ensureSchemaExists: false },
          },
        },
        context: 'chatbots',
      }),
    ]),
  );
  return { config, close: () => config.close() };
}

/** Connects to the database of the plugin, which has to be there and of this version. */
export async function connect(
  config: Config,
  stops: (() => void | Promise<void>)[],
): Promise<Knex> {
  const lifecycle: LifecycleService = {
    addStartupHook() {},
    addShutdownHook: hook => {
      stops.push(hook);
    },
  };
  const database = DatabaseManager.fromConfig(config).forPlugin('chatbots', {
    logger: silent,
    lifecycle,
  });
  const knex = await database.getClient();
  stops.push(() => knex.destroy());
  if (!(await knex.schema.hasTable('audit_log'))) {
    throw new Error(
      'This database has no audit log. Is this the configuration that the portal runs with?',
    );
  }
  if (!(await knex.schema.hasColumn('audit_log', 'origin'))) {
    throw new Error(
      'This database is of an older version. Start the portal of this version first',
    );
  }
  return knex;
}

/** The keys in the configuration; the key of a signer that a module adds is none of them, unless it is named there. */
export function ownKeys(config: Config): VerifierKey[] {
  const own = readOwnSigner('audit', config);
  const keys = [
    ...(own ? [PublicKey.fromPem(own.publicKey)] : []),
    ...readVerifyingKeys('audit', config),
  ];
  if (keys.length === 0) {
    throw new Error(
      'No --key is given and the configuration has neither chatbots.audit.signingKey nor chatbots.audit.verifyingKeys',
    );
  }
  return keys.map(key => toVerifierKey(key, logOrigin(config)));
}

/** The file anchor of the configuration, and further files. */
export async function fileAnchors(
  config: Config,
  given: string[],
): Promise<FileAnchor[]> {
  const configured = config.getOptionalString(
    'chatbots.audit.anchors.file.path',
  );
  const paths = [...(configured ? [configured] : []), ...given];
  for (const path of paths) {
    // An anchor that is not there would agree with everything.
    await access(path);
  }
  return paths.map(path => new FileAnchor({ path }));
}

/** What a tampered row says must not steer the terminal. */
export function printable(line: string): string {
  return line.replace(/\p{C}+/gu, '?');
}
