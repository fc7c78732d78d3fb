import { ResponseError } from '@backstage/errors';

/** What a download needs from the app. @internal */
export interface DownloadApis {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/**
 * Starts a browser download through a one-time link.
 *
 * The browser itself fetches the file, so it streams to disk with the
 * browser's own progress, and no size limits it. A navigation carries no token:
 * the plugin's cookie is set first, with the token, and authenticates the link.
 *
 * @param path - the link's path below the plugin's base URL.
 * @param signal - ends it before the link is used, which works once
 *
 * @internal
 */
export async function startDownload(
  apis: DownloadApis,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const baseUrl = await apis.discoveryApi.getBaseUrl('chatbots');
  const cookie = await apis.fetchApi.fetch(
    `${baseUrl}/.backstage/auth/v1/cookie`,
    { credentials: 'include', signal },
  );
  if (!cookie.ok) {
    throw await ResponseError.fromResponse(cookie);
  }
  if (signal?.aborted) {
    return;
  }
  const link = document.createElement('a');
  link.href = `${baseUrl}${path}`;
  link.download = '';
  link.rel = 'noopener';
  document.body.append(link);
  link.click();
  link.remove();
}
