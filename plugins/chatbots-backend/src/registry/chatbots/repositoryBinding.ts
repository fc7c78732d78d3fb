import {
  errorWithReason,
  normalizeRepositoryHost,
  parseRepositoryUrl,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { ChatbotRow, listRepositories } from '../../database/chatbots';
import { takeTurns } from '../../database/dialect';
import { Work } from '../../database/UnitOfWork';

type RepositoryColumns = Pick<
  ChatbotRow,
  'repository_host' | 'repository_id' | 'repository_owner_id' | 'repository_url'
>;

/** An id as git hosts give them: no blanks, no encoding, no second spelling of a number. */
const ID = /^(?!0\d)[\w.:/+=~@-]{1,200}$/;

/** The columns of a repository in its one spelling. Throws `repository-address-invalid`, also where host and address differ. */
export function repositoryColumns(
  repository: Api.Repository,
): RepositoryColumns {
  const { id, ownerId } = repository;
  const { host, url } = parseRepositoryUrl(repository.url);
  const { protocol } = new URL(url);
  if (normalizeRepositoryHost(repository.host, protocol) !== host) {
    throw errorWithReason(
      'repository-address-invalid',
      `The repository at '${repository.url}' is not on the host '${repository.host}'`,
    );
  }
  for (const one of [id, ownerId ?? id]) {
    if (!ID.test(one)) {
      throw errorWithReason(
        'repository-address-invalid',
        `'${one}' is no id that a git host gives`,
      );
    }
  }
  return {
    repository_host: host,
    repository_id: id,
    repository_owner_id: ownerId ?? null,
    repository_url: url,
  };
}

/**
 * Throws `repository-taken` where the repository is bound to another chatbot: by its id, or by its address.
 *
 * Rows of before may hold other spellings, so they are compared here and not by the database, whose unique index stands behind.
 */
export async function assertRepositoryFree(
  work: Work,
  chatbot: string,
  repository: RepositoryColumns,
): Promise<void> {
  // Two that bind one address under two ids don't see each other's row.
  await takeTurns(work.db, 'repositories');
  const wanted = namesOf(repository);
  for (const other of await listRepositories(work.db)) {
    if (
      other.name !== chatbot &&
      namesOf(other).some(name => wanted.includes(name))
    ) {
      throw errorWithReason(
        'repository-taken',
        `Repository ${repository.repository_id} of ${repository.repository_host}, at ${repository.repository_url}, is bound to another chatbot`,
      );
    }
  }
}

/** What a repository is known by, in one spelling each. */
function namesOf(row: RepositoryColumns): string[] {
  const names: string[] = [];
  const protocol = row.repository_url.startsWith('http:') ? 'http:' : 'https:';
  const read = (name: () => string) => {
    try {
      names.push(name());
    } catch {
      // Written before it was checked: there is nothing to compare.
    }
  };
  read(() => {
    const host = normalizeRepositoryHost(row.repository_host, protocol);
    return `id ${host} ${row.repository_id.trim()}`;
  });
  read(() => `url ${parseRepositoryUrl(row.repository_url).key}`);
  return names;
}
