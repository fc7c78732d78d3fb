import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ModelVersionBundle } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { fromJson } from './json';
import {
  byId,
  ListOrder,
  Page,
  PageRequest,
  paginate,
  readPages,
} from './paginate';
import {
  insertSearchWords,
  searchedVersion,
  versionsOf,
  whereFound,
} from './searchWords';

export interface ModelVersionRow {
  id: string;
  chatbot: string;
  version: string;
  ordinal: number;
  digest: string;
  bundle: string;
  model_card: string | null;
  commits: string;
  run: string;
  origin: string;
  demo: boolean | number;
  reported_at: string;
}

declare module 'knex/types/tables' {
  interface Tables {
    model_versions: ModelVersionRow;
  }
}

/** The model version of this name. Throws `version-unknown`. */
export async function findModelVersion(
  db: Knex,
  chatbot: string,
  version: string,
): Promise<ModelVersionRow> {
  const row = await findModelVersionIfReported(db, chatbot, version);
  if (!row) {
    throw errorWithReason(
      'version-unknown',
      `Chatbot '${chatbot}' has no version '${version}'`,
    );
  }
  return row;
}

/** The model version of this name; undefined where it was not reported. */
export async function findModelVersionIfReported(
  db: Knex,
  chatbot: string,
  version: string,
): Promise<ModelVersionRow | undefined> {
  return db('model_versions').where({ chatbot, version }).first();
}

/** Versions of a chatbot by name; those that were not reported are left out. */
export async function findModelVersionsByName(
  db: Knex,
  chatbot: string,
  versions: readonly string[],
): Promise<Map<string, ModelVersionRow>> {
  const rows = await db('model_versions')
    .where({ chatbot })
    .whereIn('version', versions);
  return new Map(rows.map(row => [row.version, row]));
}

/** Versions of some ids, and some others by chatbot and name, in one query. */
export async function findModelVersionsOf(
  db: Knex,
  ids: readonly string[],
  named: readonly Pick<ModelVersionRow, 'chatbot' | 'version'>[],
): Promise<ModelVersionRow[]> {
  const query = db('model_versions').whereIn('id', ids);
  for (const { chatbot, version } of named) {
    query.orWhere({ chatbot, version });
  }
  return query;
}

/** The model version of this id. */
export async function findModelVersionById(
  db: Knex,
  id: string,
): Promise<ModelVersionRow | undefined> {
  return db('model_versions').where({ id }).first();
}

/** Bundles of model versions, by version id. */
export async function readBundles(
  db: Knex,
  ids: readonly string[],
): Promise<Map<string, ModelVersionBundle>> {
  const rows = await db('model_versions')
    .whereIn('id', ids)
    .select('id', 'bundle');
  return new Map(
    rows.map(({ id, bundle }) => [id, fromJson<ModelVersionBundle>(bundle)]),
  );
}

/** Versions of a chatbot by their ordinals, in one query. */
export async function findModelVersionsByOrdinal(
  db: Knex,
  chatbot: string,
  ordinals: readonly number[],
): Promise<Map<number, ModelVersionRow>> {
  const rows = await db('model_versions')
    .where({ chatbot })
    .whereIn('ordinal', [...ordinals]);
  return new Map(rows.map(row => [row.ordinal, row]));
}

/** The ordinal of a chatbot's next model version. Safe only under the chatbot's lock; one look into an index. */
export async function nextVersionOrdinal(
  db: Knex.Transaction,
  chatbot: string,
): Promise<number> {
  const newest = await db('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .first('ordinal');
  return (newest?.ordinal ?? 0) + 1;
}

/** Adds a model version. */
export async function insertModelVersion(
  db: Knex.Transaction,
  row: ModelVersionRow,
): Promise<void> {
  await db('model_versions').insert(row);
  await insertSearchWords(db, [searchedVersion(row)]);
}

/** What a list of versions can be narrowed to. */
export interface VersionCriteria {
  chatbot: string;
  search?: string;
}

const BY_ORDINAL: ListOrder<ModelVersionRow> = {
  parts: [
    {
      name: 'ordinal',
      sql: 'ordinal',
      type: 'integer',
      of: row => row.ordinal,
    },
  ],
  direction: 'desc',
};

/** One page of a chatbot's model versions, newest first. */
export async function listModelVersions(
  db: Knex,
  criteria: VersionCriteria,
  page: PageRequest,
): Promise<Page<ModelVersionRow>> {
  return paginate(matching(db, criteria), BY_ORDINAL, page);
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
  const { chatbot, search } = criteria;
  const query = db('model_versions').where({ chatbot });
  if (search !== undefined) {
    whereFound(query, db, { list: versionsOf(chatbot), column: 'id', search });
  }
  return query;
}

/** Ids of a chatbot's newest model versions, newest first. */
export async function listNewestVersionIds(
  db: Knex,
  chatbot: string,
  limit: number,
): Promise<string[]> {
  const rows = await db('model_versions')
    .where({ chatbot })
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}

/** Model versions of these ids. */
export async function findModelVersionsById(
  db: Knex,
  ids: readonly string[],
): Promise<ModelVersionRow[]> {
  return db('model_versions').whereIn('id', ids);
}

/** A chatbot's newest model versions, of all or of those reported by an instant; newest first. */
export async function listNewestModelVersions(
  db: Knex,
  chatbot: string,
  limit: number,
  reportedBy?: string,
): Promise<ModelVersionRow[]> {
  const query = db('model_versions').where({ chatbot });
  if (reportedBy) {
    query.where('reported_at', '<=', reportedBy);
  }
  return query.orderBy('ordinal', 'desc').limit(limit);
}

/** A chatbot's model versions of these names, newest first, without those of some ids. */
export async function listModelVersionsByName(
  db: Knex,
  options: {
    chatbot: string;
    versions: readonly string[];
    exceptIds: readonly string[];
  },
): Promise<ModelVersionRow[]> {
  return db('model_versions')
    .where({ chatbot: options.chatbot })
    .whereIn('version', options.versions)
    .whereNotIn('id', options.exceptIds)
    .orderBy('ordinal', 'desc');
}

/** Commits and runs of a chatbot's versions between two ordinals, newest first. */
export async function listReportsBetween(
  db: Knex,
  chatbot: string,
  options: { ordinals: readonly [number, number]; limit: number },
) {
  const { ordinals, limit } = options;
  return db('model_versions')
    .where({ chatbot })
    .whereBetween('ordinal', [Math.min(...ordinals), Math.max(...ordinals)])
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .select('id', 'bundle', 'commits', 'run');
}

/** The newest reports that tell of a commit; those that name no parents lead nowhere. */
export async function listCommitsReportedWith(
  db: Knex,
  chatbot: string,
  options: { sha: string; limit: number },
): Promise<Api.Commit[]> {
  const rows = await db('model_versions')
    .where({ chatbot })
    .where('commits', 'like', `%"sha":"${options.sha}"%`)
    .where('commits', 'like', '%"parents":%')
    .orderBy('ordinal', 'desc')
    .limit(options.limit)
    .select('commits');
  return rows.flatMap(({ commits }) => fromJson<Api.Commit[]>(commits));
}

/** Model versions that no search finds, page by page. */
export function readUnfiledVersions(
  db: Knex,
  size: number,
): AsyncGenerator<ModelVersionRow[], void, undefined> {
  const words = db('search_words')
    .whereRaw('search_words.subject = model_versions.id')
    .select(db.raw('1'));
  return readPages(
    db('model_versions').whereNotExists(words),
    byId<ModelVersionRow>(),
    { size },
  );
}

/** Every model version, page by page. */
export function readModelVersions(
  db: Knex,
  size: number,
): AsyncGenerator<ModelVersionRow[], void, undefined> {
  return readPages(db('model_versions'), byId<ModelVersionRow>(), { size });
}
