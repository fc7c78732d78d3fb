import { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Entity refs of the groups whose members accept what is proposed of chatbots, as `chatbots.governance` has them. */
export function readRegistryReviewers(config: Config): string[] {
  const key = 'chatbots.governance.registryReviewers';
  return (config.getOptionalStringArray(key) ?? []).map(ref => {
    const group = parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    if (group.kind.toLocaleLowerCase('en-US') !== 'group') {
      throw new Error(`Config ${key} names '${ref}', which is no group`);
    }
    return stringifyEntityRef(group);
  });
}
