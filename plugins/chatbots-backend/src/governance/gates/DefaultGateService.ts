import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  assessApprovals,
  CheckRun,
  keepUnavailableVersions,
  ResolvedRules,
  thresholdsOf,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { Clock } from '../../database/Clock';
import { ChatbotRow, findChatbot } from '../../database/chatbots';
import {
  findModelVersion,
  ModelVersionRow,
} from '../../database/modelVersions';
import { activePolicy } from '../policies/activePolicy';
import { takeSnapshot } from '../promotions/takeSnapshot';
import { GateEvaluation, GateService, PromotionUnderGate } from './GateService';
import { evaluateGates, toApiCheck } from './evaluateGates';

/** Gates evaluated at once: their evidence is in memory together, down to the samples. */
const BATCH = 10;

/** Explains gates from the policy in force and the evidence as it stands. */
export class DefaultGateService implements GateService {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #stages: readonly string[];
  readonly #run: CheckRun;

  constructor(options: {
    knex: Knex;
    clock: Clock;
    stages: readonly string[];
    /** The checks that are registered. */
    run: CheckRun;
  }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#stages = options.stages;
    this.#run = options.run;
  }

  async explain(
    chatbotName: string,
    versionName: string,
    stage?: string,
  ): Promise<Api.Gate[]> {
    const chatbot = await findChatbot(this.#knex, chatbotName);
    const version = await findModelVersion(
      this.#knex,
      chatbotName,
      versionName,
    );
    const targets = this.#stages.slice(1);
    if (stage && !targets.includes(stage)) {
      throw errorWithReason(
        'stage-unknown',
        `Promotions lead to ${targets.join(' or ')}, not to '${stage}'`,
      );
    }
    const evaluated = await this.evaluateAll(
      chatbot,
      (stage ? [stage] : targets).map(target => ({ version, stage: target })),
    );
    return evaluated.map(({ gate }) => gate);
  }

  async evaluateAll(
    chatbot: ChatbotRow,
    versions: readonly { version: ModelVersionRow; stage: string }[],
  ): Promise<GateEvaluation[]> {
    const policy = await activePolicy(this.#knex, this.#run.checks);
    const now = this.#clock.now();
    const gated = versions.filter(({ stage }) => stage in policy.policy.stages);
    const evaluated: GateEvaluation[] = [];
    for (let from = 0; from < gated.length; from += BATCH) {
      const batch = gated.slice(from, from + BATCH).map(one => ({
        version: one.version,
        rules: policy.rules(one.stage, chatbot.risk_class),
        now,
      }));
      const gates = await evaluateGates(this.#knex, batch, this.#run);
      gates.forEach(({ results, verdict, holdsUntil }, i) => {
        const { version, rules } = batch[i];
        evaluated.push({
          version,
          rules,
          holdsUntil,
          gate: {
            stage: rules.stage,
            verdict,
            checks: results.map(toApiCheck),
            approvals: approvalsAsked(rules),
            policyNumber: policy.number,
          },
        });
      });
    }
    return evaluated;
  }

  async ofPromotion(
    { chatbot, version }: { chatbot: ChatbotRow; version: ModelVersionRow },
    promotion: PromotionUnderGate,
  ): Promise<Api.Gate | undefined> {
    const policy = await activePolicy(this.#knex, this.#run.checks);
    const { stage } = promotion.row;
    if (!(stage in policy.policy.stages)) {
      return undefined;
    }
    const rules = keepUnavailableVersions(
      policy.rules(stage, chatbot.risk_class),
      promotion.rules,
      this.#run.checks,
    );
    const { gate } = await takeSnapshot(
      this.#knex,
      {
        chatbot,
        version,
        rules,
        contributors: promotion.contributors,
        now: this.#clock.now(),
        promotionId: promotion.id,
      },
      this.#run,
    );
    return {
      stage,
      verdict: gate.verdict,
      checks: gate.results.map(toApiCheck),
      approvals: approvalsAsked(rules),
      policyNumber: policy.number,
    };
  }

  async headline(chatbotName: string) {
    const { policy } = await activePolicy(this.#knex, this.#run.checks);
    if (!policy.headline) {
      return undefined;
    }
    const { suite, metric: preferred, otherwise = [] } = policy.headline;
    const thresholds = await this.thresholds(chatbotName);
    return {
      suite,
      metrics: [preferred, ...otherwise].map(metric => {
        const threshold = thresholds.find(
          check => check.suite === suite && check.metric === metric,
        );
        const bound = threshold?.min ?? threshold?.max;
        return {
          metric,
          ...(threshold === undefined || bound === undefined
            ? {}
            : { threshold: bound, stage: threshold.stage }),
        };
      }),
    };
  }

  async thresholds(chatbotName: string) {
    const chatbot = await findChatbot(this.#knex, chatbotName);
    const policy = await activePolicy(this.#knex, this.#run.checks);
    const stage = [...this.#stages]
      .reverse()
      .find(name => name in policy.policy.stages);
    return stage === undefined
      ? []
      : thresholdsOf(
          policy.rules(stage, chatbot.risk_class),
          this.#run.checks,
        ).map(threshold => ({ ...threshold, stage }));
  }
}

/** What the rules ask for while nobody has decided. */
function approvalsAsked(rules: ResolvedRules): Api.ApprovalRuleStatus[] {
  return assessApprovals({
    rules,
    requesters: [],
    contributors: [],
    decisions: [],
    memberships: {},
    bindingDigest: '',
  }).perRule;
}
