import {
  CheckDefinition,
  CheckFact,
  CheckFactValues,
  CheckRegistry,
  FactsOf,
  findingProblem,
  PolicyCheckBase,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import assert from 'node:assert/strict';
import { serialize } from 'node:v8';

/**
 * Facts that a check is tried on. What is left out is empty, as on the first day of a chatbot.
 *
 * @public
 */
export type CheckSituation = Partial<CheckFactValues> &
  Partial<Pick<FactsOf<CheckFact>, 'now' | 'rules' | 'samples'>>;

/**
 * What the contract of a check is tried with.
 *
 * @public
 */
export interface CheckContractOptions<
  Rule extends PolicyCheckBase,
  Needs extends CheckFact,
> {
  /** The check. */
  definition: CheckDefinition<Rule, Needs>;
  /** Fields of rules as a policy writes them, without `id` and `type`; at least one. */
  rules: readonly object[];
  /** Fields that the schema has to refuse, besides those that no check takes. */
  refused?: readonly object[];
  /** Situations to evaluate in, besides the one without any fact. */
  situations?: readonly CheckSituation[];
  /** For the checks that ship with the portal, which need no prefix. */
  builtIn?: boolean;
}

const EMPTY: CheckFactValues & Pick<FactsOf<CheckFact>, 'now' | 'rules'> = {
  now: new Date('2026-03-10T12:00:00.000Z'),
  rules: { stage: 'production', riskClass: 'limited', evidence: {} },
  evaluations: [],
  baseline: undefined,
  deployments: [],
  telemetry: undefined,
  version: { name: '1.0.0', digest: '0'.repeat(64) },
  prompts: [],
  texts: [],
  external: [],
};

/**
 * Tests that a check keeps the contract of `CheckDefinition`: it registers, its schema is strict, and it is pure.
 *
 * @remarks
 * Needs the globals `describe` and `it` of a test runner, and nothing else of it.
 *
 * @public
 */
export function describeCheckContract<
  Rule extends PolicyCheckBase,
  Needs extends CheckFact,
>(options: CheckContractOptions<Rule, Needs>): void {
  const { rules, refused = [], situations = [], builtIn = false } = options;
  // Only the facts that it names are given to it, so it can be tried as one that knows them all.
  const definition = options.definition as unknown as CheckDefinition;
  const { type } = definition;

  const read = (fields: object) => definition.schema.safeParse(fields);
  const readRules = () =>
    rules.map((fields, index) => ({
      ...definition.schema.parse(fields),
      id: `rule-${index}`,
      type,
    }));
  const everyCase = () =>
    readRules().flatMap(rule =>
      [{}, ...situations].map(situation => ({
        rule,
        facts: factsOf(definition, situation),
      })),
    );

  describe(`the check ${type}`, () => {
    it('registers', () => {
      if (builtIn) {
        assert.ok(new CheckRegistry().isBuiltIn(type));
        return;
      }
      const registry = new CheckRegistry();
      registry.add(definition);
      assert.ok(registry.types.includes(type));
      assert.equal(registry.digestVersion(type), definition.version);
    });

    it('reads every rule that it is tried with into plain JSON', () => {
      assert.ok(rules.length > 0, 'Name at least one rule');
      for (const fields of rules) {
        const parsed = read(fields);
        assert.ok(
          parsed.success,
          `The schema refuses ${JSON.stringify(fields)}`,
        );
        assert.deepEqual(
          JSON.parse(JSON.stringify(parsed.data)),
          parsed.data,
          'A rule is stored and hashed as JSON',
        );
      }
    });

    it('refuses rules with a field that it does not know, and nonsense', () => {
      for (const fields of [
        ...rules.map(known => ({ ...known, noSuchField: 1 })),
        ...refused,
        ...['text', 1, true, [], undefined].map(
          nonsense => nonsense as unknown as object,
        ),
      ]) {
        assert.ok(
          !read(fields).success,
          `The schema takes ${JSON.stringify(fields)}`,
        );
      }
    });

    it('describes every rule', () => {
      for (const rule of readRules()) {
        const { title, expected } = definition.describe(rule);
        assert.ok(typeof title === 'string' && title !== '');
        assert.ok(typeof expected === 'string' && expected !== '');
      }
    });

    it('returns a finding, at once, with and without facts', () => {
      for (const { rule, facts } of everyCase()) {
        const finding: unknown = definition.evaluate(rule, facts);
        assert.ok(
          typeof (finding as { then?: unknown } | undefined)?.then !==
            'function',
          'It returns a promise',
        );
        assert.equal(findingProblem(finding), undefined);
      }
    });

    it('finds the same for the same rule and facts', () => {
      for (const { rule, facts } of everyCase()) {
        assert.ok(
          serialize(
            definition.evaluate(structuredClone(rule), structuredClone(facts)),
          ).equals(serialize(definition.evaluate(rule, facts))),
          'It found something else the second time',
        );
      }
    });

    it('leaves the rule and the facts as they are', () => {
      for (const { rule, facts } of everyCase()) {
        const before = serialize({ rule, facts });
        definition.evaluate(rule, facts);
        assert.ok(
          serialize({ rule, facts }).equals(before),
          'It changed what it was given',
        );
      }
    });

    it('answers every other question without facts', () => {
      for (const { rule } of everyCase()) {
        for (const { suite, metric } of definition.thresholds?.(rule) ?? []) {
          assert.ok(suite !== '' && metric !== '');
        }
        const { suites, baselineSuites = [] } = definition.samplesNeeded?.(
          rule,
        ) ?? { suites: [] };
        assert.ok([...suites, ...baselineSuites].every(isText));
        const turns =
          definition.changesAt?.(rule, { evaluations: [], deployments: [] }) ??
          [];
        assert.ok(turns.every(turn => typeof turn === 'number'));
      }
    });
  });
}

function factsOf(
  { needs }: CheckDefinition,
  situation: CheckSituation,
): FactsOf<CheckFact> {
  const all: typeof EMPTY & CheckSituation = { ...EMPTY, ...situation };
  return {
    now: all.now,
    rules: all.rules,
    ...(all.samples ? { samples: all.samples } : {}),
    ...Object.fromEntries(needs.map(fact => [fact, all[fact]])),
  } as FactsOf<CheckFact>;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
