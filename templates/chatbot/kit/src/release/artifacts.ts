import type { ArtifactStore } from './runContext.ts';

/** Name of the archive within its package version. */
export const ARCHIVE = 'chatbot.tgz';

/** Where a build leaves the archive, below the repository. */
export const ARCHIVE_PATH = `dist/${ARCHIVE}`;

/** Where a version's archive is stored. */
export function archiveUrl(
  { url, owner, name }: ArtifactStore,
  version: string,
): string {
  const parts = [owner, 'generic', name, version, ARCHIVE].map(
    encodeURIComponent,
  );
  return `${url.replace(/\/$/, '')}/api/packages/${parts.join('/')}`;
}

/**
 * Stores the archive. One that is there already stays: a version's bytes never change.
 *
 * @throws Error when the registry refuses
 */
export async function storeArchive(
  store: ArtifactStore,
  version: string,
  bytes: Uint8Array,
): Promise<string> {
  const url = archiveUrl(store, version);
  const response = await fetch(url, {
    method: 'PUT',
    headers: { ...authorization(store), 'content-type': 'application/gzip' },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(120_000),
  });
  if (response.status === 409) {
    return `${url} (was there already)`;
  }
  if (!response.ok) {
    throw new Error(
      `The package registry answered ${
        response.status
      } for ${url}: ${await response.text()}`,
    );
  }
  return url;
}

/**
 * Fetches a version's archive.
 *
 * @throws Error when it is not there
 */
export async function fetchArchive(
  store: ArtifactStore,
  version: string,
): Promise<Uint8Array> {
  const url = archiveUrl(store, version);
  const response = await fetch(url, {
    headers: authorization(store),
    redirect: 'error',
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok) {
    throw new Error(
      `The package registry answered ${response.status} for ${url}`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}

function authorization({ token }: ArtifactStore): Record<string, string> {
  return token ? { authorization: `token ${token}` } : {};
}
