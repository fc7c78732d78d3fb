import { createServiceRef } from '@backstage/backend-plugin-api';
import { ScmHost } from './ScmHost';

/**
 * The git hosts of one kind, made by the module of that kind.
 *
 * @public
 */
export interface ScmHostProvider {
  /** Kind of its hosts, for example `gitea`. */
  readonly kind: string;
  /** Every host of this kind that `integrations` name. */
  readonly hosts: readonly ScmHost[];
}

/**
 * Git hosts for whoever needs them: the chatbots plugin, the scaffolder and others. A root service, since an extension point
 * reaches one plugin.
 *
 * @remarks
 * Each module adds a factory, and whoever depends on it gets all of them, none included: `ScmHosts` finds the host.
 *
 * @public
 */
export const scmHostServiceRef = createServiceRef<ScmHostProvider>({
  id: 'chatbots.scm-hosts',
  scope: 'root',
  multiton: true,
});
