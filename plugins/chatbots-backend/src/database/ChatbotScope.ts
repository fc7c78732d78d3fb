import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';

/** One condition on a chatbot: a column has one of the values. */
export interface ChatbotFilter {
  column: 'name' | 'owner' | 'risk_class';
  values: readonly string[];
}

/** The chatbots somebody may see: all when undefined. */
export type ChatbotScope = PermissionCriteria<ChatbotFilter> | undefined;

/**
 * Narrows a query to the chatbots that somebody may see. Lists, counts, details and exports all pass through here.
 *
 * @param alias - name under which the query knows the table of chatbots
 */
export function whereInScope(
  query: Knex.QueryBuilder,
  scope: ChatbotScope,
  alias: string,
): void {
  if (scope === undefined) {
    return;
  }
  if ('allOf' in scope) {
    for (const part of scope.allOf) {
      query.andWhere(group => whereInScope(group, part, alias));
    }
  } else if ('anyOf' in scope) {
    query.andWhere(group => {
      for (const part of scope.anyOf) {
        group.orWhere(inner => whereInScope(inner, part, alias));
      }
    });
  } else if ('not' in scope) {
    query.whereNot(group => whereInScope(group, scope.not, alias));
  } else {
    query.whereIn(`${alias}.${scope.column}`, [...scope.values]);
  }
}
