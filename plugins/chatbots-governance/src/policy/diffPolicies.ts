import { formatDuration } from './duration';
import { PolicyDocument } from './Policy';

/**
 * One difference between two policies.
 *
 * @public
 */
export interface PolicyDifference {
  /** Where, such as `stages.production.checks[faithfulness].min`. */
  path: string;
  /** What happened there. */
  change: 'added' | 'removed' | 'changed';
  /** As text, absent when added. */
  before?: string;
  /** As text, absent when removed. */
  after?: string;
}

const DURATIONS = /(?:\.soak|\.maxAge|\.expiry\.(?:request|approval|permit))$/;

/**
 * What changes when `after` takes the place of `before`; every difference when there is none before. Checks are matched by id,
 * approvals by group and other lists by value, so that moving a line is no difference.
 *
 * @public
 */
export function diffPolicies(
  before: PolicyDocument | undefined,
  after: PolicyDocument,
): PolicyDifference[] {
  const old = flatten(before ?? {});
  const now = flatten(after);
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path): PolicyDifference[] => {
    const [was, is] = [old.get(path), now.get(path)];
    if (was === is) {
      return [];
    }
    if (was === undefined) {
      return [{ path, change: 'added', after: is }];
    }
    return is === undefined
      ? [{ path, change: 'removed', before: was }]
      : [{ path, change: 'changed', before: was, after: is }];
  });
}

function flatten(
  value: unknown,
  path = '',
  into = new Map<string, string>(),
): Map<string, string> {
  if (Array.isArray(value)) {
    for (const item of value) {
      flatten(item, `${path}[${keyOf(item)}]`, into);
    }
    if (value.length === 0) {
      into.set(path, 'none');
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      flatten(part, path ? `${path}.${key}` : key, into);
    }
  } else if (value !== undefined) {
    into.set(
      path,
      typeof value === 'number' && DURATIONS.test(path)
        ? formatDuration(value)
        : String(value),
    );
  }
  return into;
}

function keyOf(item: unknown): string {
  if (typeof item === 'object' && item !== null) {
    for (const key of ['id', 'group', 'name']) {
      if (key in item) {
        return String(Reflect.get(item, key));
      }
    }
  }
  return String(item);
}
