import { ScmHost } from './ScmHost';
import { ScmHosts } from './ScmHosts';
import { ScmCapability } from './types';

/** The methods of each capability. Two have none: they say how the host behaves. */
const METHODS = {
  runs: ['runs'],
  'start-workflow': ['startWorkflow'],
  secrets: ['setSecret'],
  variables: ['setVariable'],
  protections: ['protections', 'setProtections'],
  'pull-requests': ['openPullRequest', 'comment'],
  'identity-tokens': [],
  'machine-accounts': [],
} as const satisfies Record<ScmCapability, readonly (keyof ScmHost)[]>;

const CAPABILITIES = Object.keys(METHODS) as ScmCapability[];

/**
 * What {@link defineScmHost} needs: every host tells repositories and commits; the other methods follow from its capabilities.
 *
 * @public
 */
export interface ScmHostDefinition
  extends Pick<
      ScmHost,
      'kind' | 'hostname' | 'baseUrl' | 'repository' | 'commits'
    >,
    Partial<
      Pick<
        ScmHost,
        | 'runs'
        | 'startWorkflow'
        | 'setSecret'
        | 'setVariable'
        | 'protections'
        | 'setProtections'
        | 'openPullRequest'
        | 'comment'
      >
    > {
  /** What this host can do; the methods of these and no others have to be there. */
  capabilities: readonly ScmCapability[];
}

/**
 * Makes a git host of what it can do. Methods whose capability it lacks need not be written; they throw `scm-capability-missing`.
 *
 * @param definition - the host; its host name is lower-cased
 * @throws Error when a capability is unknown or lacks a method, and when a method is there whose capability is not named, since
 * nobody would call it
 *
 * @public
 */
export function defineScmHost(definition: ScmHostDefinition): ScmHost {
  const { hostname, capabilities } = definition;
  const unknown = capabilities.find(one => !CAPABILITIES.includes(one));
  if (unknown !== undefined) {
    throw new Error(
      `The git host '${hostname}' names the capability '${unknown}'; there are ${CAPABILITIES.join(
        ', ',
      )}`,
    );
  }
  // Every method is there at the end: its own, or one that says what the host lacks.
  const host = {
    ...definition,
    hostname: hostname.toLowerCase(),
    capabilities: new Set(capabilities),
  } as ScmHost;
  for (const capability of CAPABILITIES) {
    const isNamed = capabilities.includes(capability);
    for (const method of METHODS[capability]) {
      if (isNamed !== (typeof definition[method] === 'function')) {
        throw new Error(
          isNamed
            ? `The git host '${hostname}' names the capability '${capability}' and has no method '${method}'`
            : `The git host '${hostname}' has the method '${method}' and does not name the capability '${capability}'`,
        );
      }
      if (!isNamed) {
        // Always throws: the host lacks it.
        host[method] = async () => ScmHosts.require(host, capability) as never;
      }
    }
  }
  return host;
}
