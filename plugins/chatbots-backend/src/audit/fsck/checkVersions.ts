import {
  ModelVersionBundle,
  modelVersionDigest,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { sha256 } from '../../crypto/sha256';
import { fromJson } from '../../database';
import { ModelVersionRow } from '../../database/modelVersions';
import { byId, readPages } from '../../database/paginate';
import { eventsOf } from './eventsOf';
import { Finding } from './Finding';

/** Rows read at once. */
const PAGE = 100;

/** Digests every bundle again and compares it with what the log says was reported. */
export async function checkVersions(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const pages = readPages(knex('model_versions'), byId<ModelVersionRow>(), {
    size: PAGE,
  });
  for await (const rows of pages) {
    const told = await eventsOf(knex, {
      size,
      kind: 'model-version',
      types: ['version.reported'],
      ids: rows.map(({ version }) => version),
    });
    for (const row of rows) {
      const { events, waiting } = told(row.chatbot, row.version);
      if (!waiting) {
        const reported = events.at(-1)?.data.digest;
        const problem =
          digestOf(row) === row.digest && reported === row.digest
            ? undefined
            : `is not what the log says was reported`;
        if (problem) {
          findings.push({
            code: 'version-changed',
            message: `Version ${row.version} of ${row.chatbot} ${problem}`,
          });
        }
      }
    }
  }
}

/** Undefined for what is no bundle any more. */
function digestOf(row: ModelVersionRow): string | undefined {
  try {
    return modelVersionDigest(fromJson<ModelVersionBundle>(row.bundle), sha256);
  } catch {
    return undefined;
  }
}
