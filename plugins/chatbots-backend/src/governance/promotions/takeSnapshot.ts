import {
  bindingInput,
  Contributor,
  evaluationsOf,
  PromotionBinding,
  ResolvedRules,
  rulesDigestInput,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { RiskClass } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { ChatbotRow } from '../../database/chatbots';
import { ModelVersionRow } from '../../database/modelVersions';
import { evaluateGate, GateResult } from '../gates/evaluateGates';
import { ActivePolicy } from '../policies/activePolicy';

/** The facts of a promotion at one moment, and what the checks say of them. */
export interface PromotionSnapshot {
  binding: PromotionBinding;
  bindingDigest: string;
  gate: GateResult;
}

/** The facts of a promotion, and the rules that they were evaluated by. */
export interface CurrentSnapshot extends PromotionSnapshot {
  policy: ActivePolicy;
  rules: ResolvedRules;
  policyNumber: number;
}

/** Evaluates a promotion and takes a snapshot of what decisions on it are bound to. */
export async function takeSnapshot(
  db: Knex,
  options: {
    chatbot: ChatbotRow;
    version: ModelVersionRow;
    rules: ResolvedRules;
    contributors: readonly Contributor[];
    now: Date;
  },
): Promise<PromotionSnapshot> {
  const { chatbot, version, rules } = options;
  const gate = await evaluateGate(db, options);
  const binding: PromotionBinding = {
    chatbot: chatbot.name,
    digest: version.digest,
    version: version.version,
    stage: rules.stage,
    ...(gate.baseline ? { replaces: gate.baseline.digest } : {}),
    evaluations: evaluationsOf(gate.results).flatMap(id => {
      const digest = gate.evaluationDigests.get(id);
      return digest ? [{ id, digest }] : [];
    }),
    owner: chatbot.owner,
    riskClass: chatbot.risk_class as RiskClass,
    repositoryId: `${chatbot.repository_host}/${chatbot.repository_id}`,
    rulesDigest: sha256Text(canonicalJson(rulesDigestInput(rules))),
  };
  return {
    binding,
    bindingDigest: sha256Text(canonicalJson(bindingInput(binding))),
    gate,
  };
}
