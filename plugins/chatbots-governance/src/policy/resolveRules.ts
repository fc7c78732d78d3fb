import type { JsonObject, JsonValue } from '@backstage/types';
import {
  errorWithReason,
  RiskClass,
  StageName,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { RegisteredChecks } from '../checks';
import { parseDuration } from './duration';
import { PolicyDocument, ResolvedRules, StageRules } from './Policy';
import { PolicyCheck } from './PolicyCheck';

const DEFAULT_EXPIRY = {
  request: parseDuration('P7D')!,
  approval: parseDuration('P3D')!,
  permit: parseDuration('PT1H')!,
};

/**
 * The rules of a policy for one stage and risk class, with every default filled in.
 *
 * @throws ErrorWithReason `stage-unknown` (404) when the policy has no rules for the stage.
 *
 * @public
 */
export function resolveRules(
  policy: PolicyDocument,
  options: {
    stage: StageName;
    riskClass: RiskClass;
    /** The checks that are registered: their versions are part of the rules. */
    checks: RegisteredChecks;
  },
): ResolvedRules {
  const { stage, riskClass } = options;
  if (!Object.hasOwn(policy.stages, stage)) {
    throw errorWithReason(
      'stage-unknown',
      `The policy ${policy.name} has no rules for the stage ${stage}, so nothing can be promoted to it`,
      { hint: `It has rules for ${Object.keys(policy.stages).join(', ')}.` },
    );
  }
  const { riskClasses, ...common } = policy.stages[stage];
  const special: StageRules =
    riskClasses && Object.hasOwn(riskClasses, riskClass)
      ? riskClasses[riskClass]
      : {};
  const requires = special.requires ?? common.requires;
  const checks = mergeChecks(common.checks ?? [], special.checks ?? []);
  const checkVersions = versionsOf(checks, options.checks);
  return {
    stage,
    riskClass,
    evidence: { ...common.evidence, ...special.evidence },
    checks,
    ...(Object.keys(checkVersions).length > 0 && { checkVersions }),
    ...(requires && { requires }),
    approvals: special.approvals ?? common.approvals ?? [],
    separationOfDuties: {
      requester: true,
      contributors: true,
      bots: [],
      ...common.separationOfDuties,
      ...special.separationOfDuties,
    },
    expiry: { ...DEFAULT_EXPIRY, ...common.expiry, ...special.expiry },
  };
}

/**
 * The rules as a plain object for canonical hashing. Only what a rule means gets in: the order of checks, groups and names does
 * not, so a policy that was merely rearranged voids no decision.
 *
 * @public
 */
export function rulesDigestInput(rules: ResolvedRules): JsonObject {
  const { requires, separationOfDuties, evidence } = rules;
  return plain({
    format: 'chatbot-portal/rules/v1',
    ...rules,
    evidence: {
      ...evidence,
      origins: sorted(evidence.origins),
      refs: sorted(evidence.refs),
      events: sorted(evidence.events),
      workflows: sorted(evidence.workflows),
      workflowFiles: sorted(evidence.workflowFiles),
      judges: sorted(evidence.judges),
      datasets:
        evidence.datasets &&
        sortedBy(
          evidence.datasets.map(({ name, revisions }) => ({
            name,
            revisions: sorted(revisions),
          })),
          dataset => JSON.stringify(dataset),
        ),
    },
    checks: sortedBy(rules.checks, check => check.id),
    requires: requires && { ...requires, suites: sorted(requires.suites) },
    approvals: sortedBy(rules.approvals, rule => rule.group),
    separationOfDuties: {
      ...separationOfDuties,
      bots: sorted(separationOfDuties.bots),
    },
  });
}

/**
 * The rules, with the versions that checks had when a promotion was bound where nobody registers them now. A replica that lacks a
 * module can't tell that a rule changed: it blocks, and voids nothing.
 *
 * @public
 */
export function keepUnavailableVersions(
  rules: ResolvedRules,
  bound: Pick<ResolvedRules, 'checkVersions'>,
  checks: RegisteredChecks,
): ResolvedRules {
  const kept = Object.entries(bound.checkVersions ?? {}).filter(
    ([type]) =>
      checks.get(type) === undefined &&
      rules.checks.some(check => check.type === type),
  );
  return kept.length === 0
    ? rules
    : {
        ...rules,
        checkVersions: { ...rules.checkVersions, ...Object.fromEntries(kept) },
      };
}

function versionsOf(
  rules: readonly PolicyCheck[],
  checks: RegisteredChecks,
): Record<string, string> {
  return Object.fromEntries(
    rules.flatMap(({ type }) => {
      const version = checks.digestVersion(type);
      return version === undefined ? [] : [[type, version]];
    }),
  );
}

/** Checks of a risk class in place of those of the stage with the same id, and beside the others. @internal */
export function mergeChecks(
  common: readonly PolicyCheck[],
  special: readonly PolicyCheck[],
): PolicyCheck[] {
  const byId = new Map(special.map(check => [check.id, check]));
  const merged = common.map(check => byId.get(check.id) ?? check);
  const known = new Set(common.map(check => check.id));
  return [...merged, ...special.filter(check => !known.has(check.id))];
}

function sorted<T extends string>(values: readonly T[] | undefined) {
  return values && [...new Set(values)].sort();
}

function sortedBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...values].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -1 : 1;
  });
}

/** Leaves undefined out, as JSON has none: absent and undefined mean the same rule. */
function plain(value: object): JsonObject {
  const result: JsonObject = {};
  for (const [key, part] of Object.entries(value)) {
    if (part !== undefined) {
      result[key] = plainValue(part);
    }
  }
  return result;
}

function plainValue(value: unknown): JsonValue {
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  if (typeof value === 'object' && value !== null) {
    return plain(value);
  }
  if (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  throw new TypeError(`A rule can't hold a ${typeof value}`);
}
