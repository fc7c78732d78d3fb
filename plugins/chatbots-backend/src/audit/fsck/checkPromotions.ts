import {
  bindingInput,
  rulesDigestInput,
  impliesApproval,
  impliesDeployment,
  impliesPermit,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { DecisionRow, listDecisions } from '../../database/decisions';
import { DeploymentRow, listDeploymentsOf } from '../../database/deployments';
import {
  ExternalAnswerRow,
  listExternalAnswers,
} from '../../database/externalAnswers';
import { PermitRow, listPermits } from '../../database/permits';
import { PromotionRow, readPromotions } from '../../database/promotions';
import {
  listWorkflowDispatches,
  WorkflowDispatchRow,
} from '../../database/workflowDispatches';
import {
  listChangedSince,
  listNumberedEventsOf,
} from '../../database/recordEvents';
import { contributorFacts, toRecord } from '../../records/promotions';
import { Finding } from './Finding';
import { readEvent } from './readLog';
import {
  countApprovers,
  promotionHistory,
  PromotionHistory,
} from './promotionHistory';
import { Pseudonyms } from './Pseudonyms';
import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { KeptTexts } from './KeptTexts';
import {
  hasAnswers,
  hasConsumption,
  hasDecisionFacts,
  hasPermit,
  hasRequest,
  hasWorkflows,
} from './promotionFacts';

/** Rows read at once. */
const PAGE = 100;

const STATE_OF_DEPLOYMENT: Record<DeploymentRow['state'], PromotionState> = {
  open: 'deploying',
  deployed: 'deployed',
  'rolled-back': 'rolled-back',
  failed: 'failed',
};

/** A promotion's row and everything that is to agree with it. */
interface Around {
  row: PromotionRow;
  history: PromotionHistory;
  /** Texts beside its events. */
  texts: KeptTexts;
  decisions: DecisionRow[];
  answers: ExternalAnswerRow[];
  dispatches: WorkflowDispatchRow[];
  permit?: PermitRow;
  deployment?: DeploymentRow;
}

/** Checks each promotion against the log and against its decisions, permit and deployment. */
export async function checkPromotions(
  knex: Knex,
  size: number,
  findings: Finding[],
): Promise<void> {
  const pseudonyms = await Pseudonyms.read(knex);
  for await (const rows of readPromotions(knex, PAGE)) {
    const ids = rows.map(({ id }) => id);
    const subjects = { kind: 'promotion', ids };
    const events = await listNumberedEventsOf(knex, subjects, size);
    const decisions = await listDecisions(knex, ids);
    const answers = await listExternalAnswers(knex, ids);
    const permits = await listPermits(knex, ids);
    const deployments = await listDeploymentsOf(knex, ids);
    const dispatches = await listWorkflowDispatches(knex, ids);
    const texts = await KeptTexts.read(
      knex,
      events.map(({ id }) => ({ eventId: id })),
    );
    // Asked last: whatever changed one of these rows since the size was read has its event by now.
    const changed = await listChangedSince(knex, subjects, size);
    for (const row of rows) {
      // It changed while this ran: the next run judges it.
      if (!changed.has(row.id)) {
        const history = promotionHistory(
          events
            .filter(one => one.subject_id === row.id)
            .flatMap(({ body }) => readEvent(body) ?? []),
        );
        checkPromotion(
          {
            row,
            history,
            texts,
            decisions: decisions.filter(one => one.promotion_id === row.id),
            answers: answers.filter(one => one.promotion_id === row.id),
            dispatches: dispatches.filter(one => one.promotion_id === row.id),
            permit: permits.find(one => one.promotion_id === row.id),
            deployment: deployments.find(one => one.promotion_id === row.id),
          },
          pseudonyms,
          (code, message) =>
            findings.push({
              code,
              promotionId: row.id,
              message: `Promotion ${row.id} ${message}`,
            }),
        );
      }
    }
  }
}

function checkPromotion(
  around: Around,
  pseudonyms: Pseudonyms,
  find: (code: Finding['code'], message: string) => void,
): void {
  const { row, history, texts, decisions, answers, permit, deployment } =
    around;
  if (history.lastState !== row.state) {
    find(
      'promotion-state',
      `is ${row.state}, and the log says ${history.lastState ?? 'nothing'}`,
    );
  }
  if (!holds(() => isBound(row, history))) {
    find(
      'promotion-binding',
      'has other rules or rests on other facts than the log says decisions were bound to',
    );
  }
  if (!holds(() => hasPeople(around, pseudonyms))) {
    find(
      'promotion-people',
      'has other requesters or contributors than the log says',
    );
  }
  if (!hasRequest(row, history, texts)) {
    find(
      'promotion-request',
      'was asked for or holds in another way than the log says',
    );
  }
  if (
    !hasDecisions(decisions, history, pseudonyms) ||
    !hasDecisionFacts(decisions, history, texts)
  ) {
    find('promotion-decisions', 'has other decisions than the log says');
  }
  if (!hasAnswers(answers, history, texts)) {
    find(
      'promotion-answers',
      'has other answers of outside systems than the log says',
    );
  }
  if (impliesApproval(row.state) && !holds(() => hasApprovals(row, history))) {
    find('promotion-unapproved', `is ${row.state} without its approvals`);
  }
  if (impliesPermit(row.state) && !permit) {
    find('promotion-permit', `is ${row.state} without a permit`);
  }
  if (!hasPermit(permit, history)) {
    find('promotion-permit', 'has another permit than the log says');
  }
  if (!hasWorkflows(around.dispatches, history, texts)) {
    find(
      'promotion-workflow',
      'had its deploy workflow started in another way than the log says',
    );
  }
  const opened =
    !impliesDeployment(row.state) ||
    (permit?.consumed_at &&
      deployment &&
      permit.deployment_id === deployment.id &&
      deployment.digest === row.digest &&
      deployment.stage === row.stage &&
      STATE_OF_DEPLOYMENT[deployment.state] === row.state);
  if (!opened || !hasConsumption(permit, history, texts)) {
    find(
      'promotion-deployment',
      `is ${row.state}, and its deployment or the use of its permit is not what the log says`,
    );
  }
}

/** What can't be read any more agrees with nothing: JSON of any form may stand in a column. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

/** Whether facts and rules are those whose digest the log knows. */
function isBound(row: PromotionRow, history: PromotionHistory): boolean {
  const { binding, rules } = toRecord(row);
  const digest = sha256Text(canonicalJson(bindingInput(binding)));
  return (
    digest === history.bound?.data.bindingDigest &&
    digest === row.binding_digest &&
    binding.rulesDigest ===
      sha256Text(canonicalJson(rulesDigestInput(rules))) &&
    binding.chatbot === row.chatbot &&
    binding.version === row.version &&
    binding.digest === row.digest &&
    binding.stage === row.stage &&
    (binding.replaces ?? null) === row.replaces_digest
  );
}

function hasPeople(
  { row, history, texts }: Around,
  pseudonyms: Pseudonyms,
): boolean {
  const { requesters, contributors } = toRecord(row);
  const { requested } = history;
  const facts = contributorFacts(contributors);
  const lines = (people: readonly string[]) =>
    people.map(person => [person, ''] as const);
  return (
    requested !== undefined &&
    pseudonyms.areSame(lines(requested.people.requesters), lines(requesters)) &&
    pseudonyms.areSame(
      lines(requested.people.contributors),
      lines(facts.users),
    ) &&
    canonicalJson(facts.data) === canonicalJson(requested.data.contributors) &&
    texts.holds(requested, 'unmappedContributors', facts.unmapped || null)
  );
}

function hasDecisions(
  rows: readonly DecisionRow[],
  { decisions }: PromotionHistory,
  pseudonyms: Pseudonyms,
): boolean {
  const fact = (outcome: string, digest: string, withdrawn: boolean) =>
    JSON.stringify([outcome, digest, withdrawn]);
  return pseudonyms.areSame(
    decisions.map(one => [
      one.person,
      fact(one.outcome, one.bindingDigest, one.withdrawnAt !== undefined),
    ]),
    rows.map(row => [
      row.user_ref,
      fact(row.outcome, row.binding_digest, row.withdrawn_at !== null),
    ]),
  );
}

/** As many people as the rule that asks for most: who was in which group then, only the log's reader can judge. */
function hasApprovals(row: PromotionRow, history: PromotionHistory): boolean {
  const needed = toRecord(row).rules.approvals.map(({ count }) => count);
  return countApprovers(history) >= Math.max(0, ...needed);
}
