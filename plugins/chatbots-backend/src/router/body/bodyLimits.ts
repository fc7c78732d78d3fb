import { spec } from '../../schema/generated/spec';

/** An operation that takes a body. */
export interface BodyLimit {
  operationId: string;
  method: 'post' | 'put' | 'patch' | 'delete' | 'get';
  /** As the API document writes it: `/v1/chatbots/{chatbot}`. */
  path: string;
  /** Most bytes of its body, inflated. */
  limit: number;
}

interface Operation {
  operationId: string;
  requestBody?: unknown;
  'x-body-limit'?: number;
}

/**
 * Every operation with a body and its `x-body-limit`, from the API document. Throws for an operation without one, so that
 * the plugin does not start with a body that nothing limits.
 */
export function bodyLimits(document: { paths: object } = spec): BodyLimit[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>)
      .filter(([, { requestBody }]) => requestBody)
      .map(([method, { operationId, 'x-body-limit': limit }]) => {
        if (!Number.isSafeInteger(limit) || limit! <= 0) {
          throw new Error(
            `Operation ${operationId} takes a body and has no x-body-limit`,
          );
        }
        return {
          operationId,
          method: method as BodyLimit['method'],
          path,
          limit: limit!,
        };
      }),
  );
}

/** The limit of one operation, in bytes. Throws for one that takes no body. */
export function bodyLimitOf(operationId: string): number {
  const found = bodyLimits().find(entry => entry.operationId === operationId);
  if (!found) {
    throw new Error(`Operation ${operationId} takes no body`);
  }
  return found.limit;
}
