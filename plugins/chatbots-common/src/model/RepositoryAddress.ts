import { errorWithReason } from '../errors';

/**
 * A repository's page on its git host, in its one spelling.
 *
 * @public
 */
export interface RepositoryAddress {
  /** Host name in lower case, with its port where that is not the default of the protocol. */
  host: string;
  /** What leads to the repository, decoded: groups or owner, and its name. */
  segments: string[];
  /** The address, to show and to build on; it ends without a slash. */
  url: string;
  /** The same for every spelling: git hosts tell no case apart, and a repository has one address by HTTP and HTTPS. */
  key: string;
}

/** A URL parser drops or rewrites these, so that what is checked would not be what was written. */
const REWRITTEN = /[\s\p{Cc}\\?#@]/u;

/**
 * Reads the address of a repository: the one way, for the registry, git hosts and links.
 *
 * @remarks
 * Case and default port of the host, a dot at its end, slashes at the end, `.git` and needless percent-encoding make no
 * other address.
 *
 * @param url - as somebody wrote it
 * @returns the address in its one spelling
 * @throws `repository-address-invalid` for another protocol, credentials, a query, blanks, and what climbs out of its path
 *
 * @public
 */
export function parseRepositoryUrl(url: string): RepositoryAddress {
  if (!REWRITTEN.test(url) && URL.canParse(url)) {
    const { protocol, pathname } = new URL(url);
    // As written: the parser has resolved what climbs.
    const segments = segmentsOf(/^[^:]*:\/*[^/]*(.*)$/.exec(url)?.[1] ?? '');
    if (
      /^https?:$/.test(protocol) &&
      segments?.length &&
      segments.length === segmentsOf(pathname)?.length
    ) {
      const host = withoutLastDot(new URL(url));
      const path = segments.map(encodeURIComponent).join('/');
      return {
        host,
        segments,
        url: `${protocol}//${host}/${path}`,
        key: `${host}/${path}`.toLowerCase(),
      };
    }
  }
  throw errorWithReason(
    'repository-address-invalid',
    `'${url}' is no address of a repository`,
  );
}

/**
 * The one spelling of a git host's name: lower case, without the dot at its end and the default port.
 *
 * @param host - with its port where it has one
 * @param protocol - `https:` unless the host is reached otherwise
 * @throws `repository-address-invalid` for what is no host alone
 *
 * @public
 */
export function normalizeRepositoryHost(
  host: string,
  protocol: string = 'https:',
): string {
  const url = `${protocol}//${host}`;
  if (!REWRITTEN.test(host) && !host.includes('/') && URL.canParse(url)) {
    return withoutLastDot(new URL(url));
  }
  throw errorWithReason(
    'repository-address-invalid',
    `'${host}' is no name of a git host`,
  );
}

function withoutLastDot({ hostname, port }: URL): string {
  const name = hostname.replace(/\.$/, '');
  return port ? `${name}:${port}` : name;
}

/** The parts of a path, decoded; undefined when one of them is none. */
function segmentsOf(path: string): string[] | undefined {
  const segments: string[] = [];
  for (const part of path.split('/').filter(one => one !== '')) {
    const segment = decoded(part);
    if (
      segment === undefined ||
      /^\.{0,2}$/.test(segment) ||
      segment.includes('/') ||
      REWRITTEN.test(segment)
    ) {
      return undefined;
    }
    segments.push(segment);
  }
  const last = segments.pop();
  const name = last?.replace(/\.git$/i, '');
  return name ? [...segments, name] : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
