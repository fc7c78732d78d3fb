import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The settings of npm that a job may know: where packages come from and where they are kept, no credentials. */
const NPM_SETTINGS = [
  'registry',
  'cache',
  'cafile',
  'noproxy',
  'offline',
  'prefer-offline',
  'strict-ssl',
];
const PASSED_ON = [
  'LANG',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/**
 * The search path of a job: the folder of the running Node first, so that jobs get the same one, then the host's,
 * without the folders that a package manager put there for its own scripts.
 *
 * @internal
 */
export function jobPath(): string {
  const own = (process.env.PATH ?? '').split(delimiter);
  const clean = own.filter(
    folder =>
      folder !== '' &&
      !/node_modules[\\/]\.bin|[\\/]xfs-|node-gyp-bin/.test(folder),
  );
  const node = dirname(process.execPath);
  const hasNpm = [node, ...clean].some(folder =>
    existsSync(join(folder, 'npm')),
  );
  return [...new Set([node, ...(hasNpm ? clean : own)])].join(delimiter);
}

/** What a job inherits from the host: the search path, the network's proxies, npm's registry and cache. @internal */
export async function inheritedEnvironment(): Promise<Record<string, string>> {
  const environment: Record<string, string> = { PATH: jobPath() };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) {
      environment[name] = withoutCredentials(value);
    }
  }
  const { stdout } = await promisify(execFile)(
    'npm',
    ['config', 'list', '--json'],
    {
      env: { ...process.env, PATH: environment.PATH },
      // Not in the host's folder: inside a workspace npm refuses, and a project's settings are not the person's.
      cwd: tmpdir(),
      timeout: 30_000,
    },
  );
  const settings = JSON.parse(stdout) as Record<string, unknown>;
  for (const name of NPM_SETTINGS) {
    const value = settings[name];
    const isText = typeof value === 'string' || typeof value === 'boolean';
    if (isText && value !== '' && value !== false) {
      environment[`npm_config_${name.replaceAll('-', '_')}`] =
        withoutCredentials(String(value));
    }
  }
  return {
    ...environment,
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
}

function withoutCredentials(value: string): string {
  return value.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}
