import { Knex } from 'knex';
import { ModelVersionRow } from '../tables';
import { containsText } from './containsText';

/** What a list of versions can be narrowed to. */
export interface VersionCriteria {
  chatbot: string;
  search?: string;
}

/** One page of a chatbot's model versions, newest first. */
export async function listModelVersions(
  db: Knex,
  criteria: VersionCriteria,
  page: { after?: number; limit: number },
): Promise<ModelVersionRow[]> {
  const query = matching(db, criteria)
    .select('*')
    .orderBy('ordinal', 'desc')
    .limit(page.limit);
  if (page.after !== undefined) {
    query.where('ordinal', '<', page.after);
  }
  return query;
}

/** How many versions match. */
export async function countModelVersions(
  db: Knex,
  criteria: VersionCriteria,
): Promise<number> {
  const [{ total }] = await matching(db, criteria).count({ total: '*' });
  return Number(total);
}

function matching(db: Knex, criteria: VersionCriteria): Knex.QueryBuilder {
  const query = db('model_versions').where({ chatbot: criteria.chatbot });
  if (criteria.search !== undefined) {
    containsText(query, ['version', 'digest', 'bundle'], criteria.search);
  }
  return query;
}
