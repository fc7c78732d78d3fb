import { useCallback } from 'react';
import type { QueryCodec } from './queryCodecs';
import { useUrlQuery } from './useUrlQuery';

/**
 * Page state that lives in the URL: it survives a reload and can be sent to
 * somebody. Set several at once with {@link useUrlQuery}: two setters in one
 * tick would overwrite each other.
 *
 * @internal
 */
export function useQueryState<T>(
  name: string,
  codec: QueryCodec<T>,
): [T, (value: T) => void] {
  const { query, patch } = useUrlQuery();
  const value = codec.parse(query.get(name) ?? undefined);
  const setValue = useCallback(
    (next: T) => patch({ [name]: codec.serialize(next) }),
    [patch, name, codec],
  );
  return [value, setValue];
}
