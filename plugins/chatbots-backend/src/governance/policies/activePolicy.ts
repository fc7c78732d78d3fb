import {
  parsePolicy,
  RegisteredChecks,
  ResolvedRules,
  resolveRules,
  PolicyDocument,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  errorWithReason,
  RiskClass,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { Knex } from 'knex';
import { findActivePolicy } from '../../database/policies';

/** The policy in force. */
export interface ActivePolicy {
  number: number;
  /** As its row says. */
  digest: string;
  text: string;
  policy: PolicyDocument;
  /** Rules of a stage for a risk class. Throws `stage-unknown` where the policy has none. */
  rules(stage: string, riskClass: string): ResolvedRules;
}

/** Parsed texts by the checks that read them and by their own digest, not the row's: a row that was edited leaves nothing behind. */
const parsed = new WeakMap<RegisteredChecks, Map<string, PolicyDocument>>();

/** Reads the policy in force. Throws `policy-not-active` before the first activation. */
export async function activePolicy(
  db: Knex,
  checks: RegisteredChecks,
): Promise<ActivePolicy> {
  const row = await findActivePolicy(db);
  if (!row) {
    throw errorWithReason('policy-not-active', 'No policy is in force yet');
  }
  const digest = sha256Text(row.text);
  const texts = parsed.get(checks) ?? new Map<string, PolicyDocument>();
  parsed.set(checks, texts);
  let policy = texts.get(digest);
  if (!policy) {
    policy = parsePolicy(row.text, { checks, inForce: true });
    texts.set(digest, policy);
  }
  const current = policy;
  return {
    number: row.number,
    digest: row.digest,
    text: row.text,
    policy: current,
    rules: (stage, riskClass) =>
      resolveRules(current, {
        stage,
        riskClass: riskClass as RiskClass,
        checks,
      }),
  };
}
