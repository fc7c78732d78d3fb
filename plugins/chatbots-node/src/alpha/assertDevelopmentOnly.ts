import { BlockList, isIP } from 'node:net';
import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether a host name or address can only be reached from this machine.
 *
 * @alpha
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (bare === 'localhost') {
    return true;
  }
  const version = isIP(bare);
  return version !== 0 && LOOPBACK.check(bare, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The host that the backend listens on, or `undefined` when it listens on
 * every interface, which is what Backstage does unless told otherwise.
 */
function readListenHost(config: Config): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    return listen.match(/^(\[[^\]]+\]|[^:]+):\d+$/)?.[1];
  }
  const host = config.getOptional('backend.listen.host');
  return typeof host === 'string' && host !== '' ? host : undefined;
}

/**
 * Ends the start of a backend that has a demo in production, or on a listener that other machines can reach.
 *
 * @param options - `config` is the root configuration, `nodeEnv` is `NODE_ENV`, `demo` names what refuses to start, and
 * `remedy` says how to start without it.
 * @throws NotAllowedError, which ends the start of the backend.
 * @alpha
 */
export function assertDevelopmentOnly(options: {
  config: Config;
  nodeEnv: string | undefined;
  demo: string;
  remedy: string;
}): void {
  const { config, nodeEnv, demo, remedy } = options;
  if (nodeEnv === 'production') {
    throw new NotAllowedError(
      `${demo} refuses to start because NODE_ENV is 'production': ${remedy}`,
    );
  }
  if (config.getOptionalString('auth.environment') === 'production') {
    throw new NotAllowedError(
      `${demo} refuses to start because 'auth.environment' is 'production': ${remedy}`,
    );
  }
  const host = readListenHost(config);
  if (host === undefined || !isLoopbackHost(host)) {
    throw new NotAllowedError(
      `${demo} refuses to start because 'backend.listen' is ${
        host === undefined ? 'every interface' : `'${host}'`
      }, not a loopback address: ${remedy}, or listen on 127.0.0.1`,
    );
  }
}
