import {
  errorWithReason,
  normalizeRepositoryHost,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { ScmHost } from './ScmHost';
import { ScmHostProvider } from './scmHostServiceRef';
import { ScmCapability } from './types';

/** What a host that lacks a capability can't do, in words. */
const LACKS: Record<ScmCapability, string> = {
  runs: 'tell the runs of workflows',
  'start-workflow': 'start a workflow on request',
  secrets: 'keep secrets for workflows',
  variables: 'keep variables for workflows',
  protections: 'protect branches by its API',
  'pull-requests': 'open pull requests by its API',
  'identity-tokens': 'give jobs an identity token',
  'machine-accounts': 'tell machines from people',
};

/**
 * Finds the git host of an address among those that modules serve.
 *
 * @public
 */
export class ScmHosts {
  readonly #hosts = new Map<string, ScmHost>();

  /**
   * @param providers - what `scmHostServiceRef` gives
   * @throws an error that ends the start when two modules serve one host: which of them answers must not depend on chance
   */
  constructor(providers: readonly ScmHostProvider[]) {
    for (const host of providers.flatMap(({ hosts }) => hosts)) {
      const name = normalizeRepositoryHost(host.hostname);
      const other = this.#hosts.get(name);
      if (other) {
        throw new Error(
          `The git host '${name}' is served as ${other.kind} and as ${host.kind}: name it once under integrations`,
        );
      }
      this.#hosts.set(name, host);
    }
  }

  /** Names of the hosts that are served, in order of their modules. */
  get hostnames(): string[] {
    return [...this.#hosts.keys()];
  }

  /** The host of a page or of an API. Throws `scm-host-unknown`. */
  byUrl(url: string): ScmHost {
    return this.byHostname(hostOf(url));
  }

  /** The host of this name, with its port where it has one. Throws `scm-host-unknown`. */
  byHostname(hostname: string): ScmHost {
    const host = this.#hosts.get(normalized(hostname) ?? '');
    if (!host) {
      throw errorWithReason(
        'scm-host-unknown',
        `No module serves the git host '${hostname}'`,
        { details: { host: hostname, served: this.hostnames } },
      );
    }
    return host;
  }

  /** Throws `scm-capability-missing` when the host lacks one of them. */
  static require(host: ScmHost, ...capabilities: ScmCapability[]): void {
    for (const capability of capabilities) {
      if (!host.capabilities.has(capability)) {
        throw errorWithReason(
          'scm-capability-missing',
          `${host.hostname} (${host.kind}) can't ${LACKS[capability]}`,
          { details: { host: host.hostname, capability } },
        );
      }
    }
  }
}

function hostOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    if (/^https?:$/.test(protocol)) {
      return host;
    }
  } catch {
    // Said below.
  }
  throw errorWithReason(
    'scm-host-unknown',
    `'${url}' is no address of a git host`,
  );
}

/** Undefined for what names no host. */
function normalized(hostname: string): string | undefined {
  try {
    return normalizeRepositoryHost(hostname);
  } catch {
    return undefined;
  }
}
