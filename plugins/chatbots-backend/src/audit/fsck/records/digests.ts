import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { ExternalAnswerRow } from '../../../database/externalAnswers';

/** Digests as the log knows them, made again from columns. Nothing here is shared with what wrote them. */

type Json = Record<string, unknown>;

function digestOf(value: unknown): string {
  return sha256Text(canonicalJson(value));
}

/** What a list holds, in the order of a key: by code unit, so that it is the same on every machine. */
function sortedBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  const keyed = values.map(value => ({ key: key(value), value }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return keyed.map(({ value }) => value);
}

/** Some fields of an object and no other: undefined where it has one more. */
function only(value: Json, fields: readonly string[]): Json {
  const unknown = Object.keys(value).filter(name => !fields.includes(name));
  if (unknown.length > 0) {
    throw new Error(`It has ${unknown.join(', ')}`);
  }
  return value;
}

/** Facts that decisions are bound to, as a column has them. */
export interface StoredBinding {
  chatbot: string;
  version: string;
  digest: string;
  stage: string;
  replaces?: string;
  evaluations: Json[];
  answers?: Json[];
  rulesDigest: string;
}

/** Digest of the facts that decisions are bound to. Throws for facts that it does not know. */
export function bindingDigest(binding: StoredBinding): string {
  const facts = only({ ...binding }, [
    'chatbot',
    'digest',
    'version',
    'stage',
    'replaces',
    'evaluations',
    'answers',
    'owner',
    'riskClass',
    'repositoryId',
    'rulesDigest',
  ]);
  const { answers, ...rest } = facts;
  const given = binding.answers ?? [];
  return digestOf({
    ...rest,
    evaluations: sortedBy(
      binding.evaluations.map(one => only(one, ['id', 'digest'])),
      ({ id, digest }) => `${id} ${digest}`,
    ),
    ...(given.length > 0
      ? {
          answers: sortedBy(
            given.map(one => only(one, ['id', 'system', 'digest'])),
            ({ id }) => String(id),
          ),
        }
      : {}),
  });
}

/** Rules that resolved for a promotion, as a column has them. */
export interface StoredRules {
  checks: { id: string }[];
  approvals: { group: string; count: number }[];
  evidence: Record<string, string[]> & {
    datasets?: { name: string; revisions?: string[] }[];
  };
  requires?: { suites?: string[] };
  separationOfDuties: { bots?: string[] };
}

/** Digest of rules. Their order, and that of groups and names, has no meaning. */
export function rulesDigest(rules: StoredRules): string {
  const { evidence, requires, separationOfDuties } = rules;
  const set = (values: readonly string[]) =>
    sortedBy([...new Set(values)], value => value);
  const { datasets, ...lists } = evidence;
  return digestOf({
    format: 'chatbot-portal/rules/v1',
    ...rules,
    evidence: {
      ...mapValues(lists, set),
      ...(datasets
        ? {
            datasets: sortedBy(
              datasets.map(({ name, revisions }) => ({
                name,
                ...(revisions ? { revisions: set(revisions) } : {}),
              })),
              dataset => JSON.stringify(dataset),
            ),
          }
        : {}),
    },
    checks: sortedBy(rules.checks, ({ id }) => id),
    approvals: sortedBy(rules.approvals, ({ group }) => group),
    ...(requires
      ? {
          requires: {
            ...requires,
            ...(requires.suites ? { suites: set(requires.suites) } : {}),
          },
        }
      : {}),
    separationOfDuties: {
      ...separationOfDuties,
      ...(separationOfDuties.bots
        ? { bots: set(separationOfDuties.bots) }
        : {}),
    },
  });
}

function mapValues<V>(
  values: Record<string, V>,
  map: (value: V) => V,
): Record<string, V> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, map(value)]),
  );
}

/** Digest of everything that an outside system answered. */
export function externalAnswerDigest(row: ExternalAnswerRow): string {
  return digestOf({
    format: 'chatbot-portal/external-answer/v1',
    promotionId: row.promotion_id,
    system: row.system,
    askedDigest: row.asked_digest,
    status: row.status,
    link: row.link,
    reference: row.reference,
    answeredBy: row.answered_by,
    decidedAt: row.decided_at,
    comment: row.comment,
  });
}

/** What keeps a person from deciding twice, while their decision counts. */
export function decisionKey(
  promotionId: string,
  userRef: string,
  digest: string,
): string {
  return sha256Text(
    JSON.stringify([promotionId, userRef.toLowerCase(), digest]),
  );
}
