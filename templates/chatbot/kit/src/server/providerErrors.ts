/** Why a provider gave no reply, as far as an operator does something else about it. */
export type ProviderErrorKind =
  | 'authentication'
  | 'rate-limited'
  | 'timeout'
  | 'unavailable'
  | 'refused'
  | 'other';

/**
 * The kind of what a model's call threw.
 *
 * @returns nothing where the caller went away, which is no failure of the provider
 */
export function providerErrorKind(
  error: unknown,
): ProviderErrorKind | undefined {
  const { name, status, code, cause, message } = (error ?? {}) as {
    name?: string;
    status?: unknown;
    code?: unknown;
    cause?: { name?: string; code?: unknown };
    message?: string;
  };
  const names = `${name} ${cause?.name}`;
  if (/Timeout/i.test(names) || /timed? ?out/i.test(message ?? '')) {
    return 'timeout';
  }
  if (
    /Abort/i.test(names) ||
    /^(aborted|Request was aborted)/i.test(message ?? '')
  ) {
    return undefined;
  }
  const number = Number(status);
  if (number === 401 || number === 403) {
    return 'authentication';
  }
  if (number === 429) {
    return 'rate-limited';
  }
  if (number === 408 || number === 504) {
    return 'timeout';
  }
  const isConnection = [code, cause?.code].some(
    one => typeof one === 'string' && /^(E[A-Z]+|UND_ERR_\w+)$/.test(one),
  );
  if (number >= 500 || isConnection || /Connection/.test(names)) {
    return 'unavailable';
  }
  return number >= 400 ? 'refused' : 'other';
}
