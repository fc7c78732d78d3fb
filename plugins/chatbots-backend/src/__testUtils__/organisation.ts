import { Entity } from '@backstage/catalog-model';

function user(name: string, memberOf: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'gitea.com/user-login': name },
    },
    spec: { profile: { email: `${name}@example.com` }, memberOf },
    relations: memberOf.map(team => ({
      type: 'memberOf',
      targetRef: `group:default/${team}`,
    })),
  };
}

/** A team, as the catalog has it. */
export function group(
  name: string,
  parent?: string,
  displayName?: string,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'team',
      children: [],
      ...(parent ? { parent } : {}),
      ...(displayName ? { profile: { displayName } } : {}),
    },
    relations: parent
      ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
      : [],
  };
}

/** The people and groups of the examples, as the catalog has them. */
export const organisation: Entity[] = [
  user('engineer', ['chatbot-team']),
  user('reviewer-one', ['ai-governance', 'release-managers']),
  user('reviewer-two', ['ai-governance']),
  user('lead', ['chatbot-team', 'release-managers']),
  user('auditor', ['auditors']),
  user('platform-admin', ['platform']),
  group('chatbot-team'),
  group('ai-governance', undefined, 'AI governance'),
  group('release-managers'),
  group('auditors'),
  group('platform'),
];
