import {
  EvaluationEvidence,
  SampleScore,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { z } from 'zod';
import type { PolicyCheck, ResolvedRules } from '../policy';
import {
  CheckDefinition,
  CheckFact,
  CheckFinding,
  FactsOf,
} from './CheckDefinition';
import type { RegisteredChecks } from './CheckRegistry';
import type { CheckInput } from './CheckInput';

/**
 * What running checks needs besides the facts.
 *
 * @public
 */
export interface CheckRun {
  /** The checks that are registered. */
  checks: RegisteredChecks;
  /** Told of a check that threw or returned no finding; its result is `inconclusive` either way. */
  onFailure?(type: string, error: unknown): void;
}

const text = z.string().min(1).max(2000);

/** What a check may return. Strict, and without what only the policy can say. */
const findingSchema = z.strictObject({
  title: text,
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'not-applicable']),
  expected: text,
  actual: text,
  reason: text,
  reasonCode: z.string().regex(/^([a-z][a-z0-9-]*:)?[a-z][a-z0-9-]{0,79}$/),
  evaluationId: z.string().min(1).max(200).optional(),
  baselineEvaluationId: z.string().min(1).max(200).optional(),
  interval: z
    .strictObject({
      lower: z.number(),
      upper: z.number(),
      confidence: z.number().gt(0).lt(1),
    })
    .optional(),
  neededSamples: z.number().optional(),
  links: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(200),
        url: z.url({ protocol: /^https$/ }).max(2000),
      }),
    )
    .max(5)
    .optional(),
});

/**
 * Why a value is no finding; undefined for one that is.
 *
 * @public
 */
export function findingProblem(value: unknown): string | undefined {
  const parsed = findingSchema.safeParse(value);
  if (parsed.success) {
    return undefined;
  }
  const [{ path, message }] = parsed.error.issues;
  return `${path.join('.') || 'the finding'}: ${message}`;
}

/** Runs one check of the rules. Never throws. @internal */
export function runCheck(
  check: PolicyCheck,
  input: CheckInput,
  run: CheckRun,
): CheckFinding {
  const { type } = check;
  const definition = run.checks.get(type);
  if (!definition) {
    return {
      title: `Check of type ${type}`,
      expected: `a module that brings the check ${type}`,
      outcome: 'inconclusive',
      actual: 'not registered',
      reason: `No module registered the check ${type}, so this rule can't be told; install the module that brings it`,
      reasonCode: 'check-unavailable',
    };
  }
  if (check.unreadable !== undefined) {
    return {
      title: `Check of type ${type}`,
      expected: `a rule that version ${definition.version} of ${type} reads`,
      outcome: 'inconclusive',
      actual: 'not readable',
      reason: `Version ${definition.version} of the check ${type} does not take this rule: ${check.unreadable}`,
      reasonCode: 'check-unavailable',
    };
  }
  return guarded(definition, check, run, () => {
    if (definition.needs.includes('telemetry')) {
      return {
        ...definition.describe(check),
        outcome: 'inconclusive',
        actual: 'no source of telemetry',
        reason: `The check ${type} looks at telemetry, and no source of it is configured`,
        reasonCode: 'fact-unavailable',
      };
    }
    const facts = factsFor(definition, input);
    // What a module does to its facts must not reach another check, nor the rows that were read.
    return run.checks.isBuiltIn(type)
      ? definition.evaluate(check, facts)
      : definition.evaluate(structuredClone(check), structuredClone(facts));
  });
}

/** Applies one rule to the report of a deployment; undefined where it is about something else. Never throws. @internal */
export function runReport(
  check: PolicyCheck,
  evaluation: EvaluationEvidence,
  samples: readonly SampleScore[] | undefined,
  run: CheckRun,
): CheckFinding | undefined {
  const definition = run.checks.get(check.type);
  if (!definition?.evaluateReport || check.unreadable !== undefined) {
    return undefined;
  }
  let applies = true;
  const finding = guarded(definition, check, run, () => {
    const builtIn = run.checks.isBuiltIn(check.type);
    const found = definition.evaluateReport?.(
      builtIn ? check : structuredClone(check),
      builtIn ? evaluation : structuredClone(evaluation),
      builtIn ? samples : structuredClone(samples),
    );
    applies = found !== undefined;
    return found;
  });
  return applies ? finding : undefined;
}

/** The rules that a registered check reads, each with its definition. @internal */
export function readable(
  rules: Pick<ResolvedRules, 'checks'>,
  checks: RegisteredChecks,
): { check: PolicyCheck; definition: CheckDefinition }[] {
  return rules.checks.flatMap(check => {
    const definition = checks.get(check.type);
    return definition && check.unreadable === undefined
      ? [{ check, definition }]
      : [];
  });
}

/** What a definition says beside its finding; undefined where it throws, for its finding then tells. @internal */
export function attempt<T>(say: () => T): T | undefined {
  try {
    return say();
  } catch {
    return undefined;
  }
}

function factsFor(
  { needs }: CheckDefinition,
  input: CheckInput,
): FactsOf<CheckFact> {
  const { rules, now, samples, version } = input;
  const needed = (fact: CheckFact) => needs.includes(fact);
  return {
    now,
    rules: {
      stage: rules.stage,
      riskClass: rules.riskClass,
      evidence: rules.evidence,
    },
    ...(samples && needed('evaluations') ? { samples } : {}),
    ...(needed('evaluations') ? { evaluations: input.evaluations } : {}),
    ...(needed('baseline') ? { baseline: input.baseline } : {}),
    ...(needed('deployments') ? { deployments: input.deployments } : {}),
    ...(needed('version') ? { version } : {}),
    ...(needed('prompts') ? { prompts: input.prompts ?? [] } : {}),
    ...(needed('texts') ? { texts: input.texts ?? [] } : {}),
    ...(needed('external') ? { external: input.external ?? [] } : {}),
    // A check's type has only the facts that it names.
  } as FactsOf<CheckFact>;
}

function guarded(
  definition: CheckDefinition,
  check: PolicyCheck,
  { checks, onFailure }: CheckRun,
  evaluate: () => CheckFinding | undefined,
): CheckFinding {
  const { type } = definition;
  try {
    const finding: unknown = evaluate();
    if (finding === undefined) {
      throw new TypeError('It returned nothing');
    }
    if (finding instanceof Promise) {
      finding.catch(() => undefined);
      throw new TypeError('It returned a promise');
    }
    if (checks.isBuiltIn(type)) {
      return finding as CheckFinding;
    }
    const problem = findingProblem(finding);
    if (problem !== undefined) {
      throw new TypeError(`It returned no finding: ${problem}`);
    }
    // A copy: what a getter answers must not change between two looks.
    return findingSchema.parse(finding) as CheckFinding;
  } catch (error) {
    onFailure?.(type, error);
    const described = attempt(() => definition.describe(check));
    return {
      title: asText(described?.title) ?? `Check of type ${type}`,
      expected: asText(described?.expected) ?? `what the check ${type} asks`,
      outcome: 'inconclusive',
      actual: 'the check failed',
      reason: `The check ${type} failed, so this rule can't be told; the log of the portal says why`,
      reasonCode: 'check-failed',
    };
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
