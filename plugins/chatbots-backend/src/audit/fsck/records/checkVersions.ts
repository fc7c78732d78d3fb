import { StoredEvent } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import {
  ModelVersionRow,
  readModelVersions,
} from '../../../database/modelVersions';
import { listPromptTexts } from '../../../database/promptTexts';
import { findMisfiled, searchedVersion } from '../../../database/searchWords';
import { FsckContext } from '../FsckContext';
import { hasOrigin, KeptTexts } from './KeptTexts';
import { holds, isMarked, isTold } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

/**
 * Digests every bundle again and compares it with what the log says was reported, and with it everything beside the bundle:
 * commits, run, origin, ordinal, model card, prompt texts and the words that searches find it by.
 */
export async function checkVersions(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('versions');
  for await (const rows of readModelVersions(knex, PAGE)) {
    const misfiled = await findMisfiled(knex, rows.map(searchedVersion));
    const hidden = new Set(misfiled.map(({ subject }) => subject));
    const told = await toldOf(context, {
      kind: 'model-version',
      types: ['version.reported'],
      ids: rows.map(({ version }) => version),
    });
    const stories = rows.map(row => ({
      row,
      ...told(row.chatbot, row.version),
    }));
    const reports = stories.flatMap(({ events }) => events);
    const texts = await KeptTexts.read(knex, reports);
    const prompts = await readPrompts(context, reports);
    for (const { row, events, waiting } of stories) {
      const reported = events.at(-1);
      if (
        !waiting &&
        !holds(
          () =>
            reported !== undefined &&
            isReported(row, reported, texts) &&
            (reported.data.promptTexts ?? []).every(digest =>
              prompts.has(`${row.chatbot} ${digest}`),
            ),
        )
      ) {
        findings.add({
          code: 'version-changed',
          message: `Version ${row.version} of ${row.chatbot} is not what the log says was reported`,
        });
      } else if (!waiting && hidden.has(row.id)) {
        findings.add({
          code: 'search-words',
          message: `Searches find version ${row.version} of ${row.chatbot} by other words than its own`,
        });
      }
    }
    progress.advance(rows.length);
  }
}

function isReported(
  row: ModelVersionRow,
  event: StoredEvent<'version.reported'>,
  texts: KeptTexts,
): boolean {
  const { data } = event;
  const digestOrNull = (text: string | null) => text && sha256Text(text);
  return (
    // The column holds the canonical bytes that the digest is over.
    sha256Text(row.bundle) === row.digest &&
    data.digest === row.digest &&
    data.version === row.version &&
    isTold(event, 'versionId', row.id) &&
    data.ordinal === row.ordinal &&
    event.occurredAt === row.reported_at &&
    isMarked(event, row.demo) &&
    hasOrigin(event, row.origin, texts) &&
    texts.holds(event, 'commitsDigest', sha256Text(row.commits)) &&
    texts.holds(event, 'runDigest', sha256Text(row.run)) &&
    texts.holds(event, 'modelCardDigest', digestOrNull(row.model_card))
  );
}

/** Chatbot and digest of the prompts that were reported and still have the text that their digest is of. */
async function readPrompts(
  { knex }: FsckContext,
  reports: readonly StoredEvent<'version.reported'>[],
): Promise<Set<string>> {
  const digests = new Set(
    reports.flatMap(({ data }) => data.promptTexts ?? []),
  );
  const rows = await listPromptTexts(knex, [...digests]);
  return new Set(
    rows
      .filter(({ digest, text }) => holds(() => sha256Text(text) === digest))
      .map(({ chatbot, digest }) => `${chatbot} ${digest}`),
  );
}
