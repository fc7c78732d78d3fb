import { PromotionState } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { DecisionRow, listDecisions } from '../../../database/decisions';
import {
  DeploymentRow,
  listDeploymentsOf,
} from '../../../database/deployments';
import {
  ExternalAnswerRow,
  listExternalAnswers,
} from '../../../database/externalAnswers';
import { fromJson } from '../../../database/json';
import { listPermits, PermitRow } from '../../../database/permits';
import { PromotionRow, readPromotions } from '../../../database/promotions';
import {
  listWorkflowDispatches,
  WorkflowDispatchRow,
} from '../../../database/workflowDispatches';
import { EVENT_TYPES } from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { Finding } from '../Finding';
import { FsckContext } from '../FsckContext';
import {
  bindingDigest,
  rulesDigest,
  StoredBinding,
  StoredRules,
} from './digests';
import { KeptTexts } from './KeptTexts';
import {
  hasAnswers,
  hasConsumption,
  hasDecisionFacts,
  hasPermit,
  hasRequest,
  hasWorkflows,
} from './promotionFacts';
import {
  countApprovers,
  promotionHistory,
  PromotionHistory,
} from './promotionHistory';
import { actorsOf, Pseudonyms } from './Pseudonyms';
import { holds } from './told';
import { toldOf } from './toldOf';

/** Rows read at once. */
const PAGE = 100;

/** States that a promotion reaches only approved, only with a permit, and only by a deployment. */
const DEPLOYED: readonly PromotionState[] = [
  'deploying',
  'deployed',
  'rolled-back',
  'failed',
];
const RELEASED: readonly PromotionState[] = ['released', ...DEPLOYED];
const APPROVED: readonly PromotionState[] = ['approved', ...RELEASED];

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
  pseudonyms: Pseudonyms;
  decisions: DecisionRow[];
  answers: ExternalAnswerRow[];
  dispatches: WorkflowDispatchRow[];
  permit?: PermitRow;
  deployment?: DeploymentRow;
}

/** Checks each promotion against the log and against its decisions, permit and deployment. */
export async function checkPromotions(context: FsckContext): Promise<void> {
  const { knex, findings, progress } = context;
  progress.begin('promotions');
  for await (const rows of readPromotions(knex, PAGE)) {
    const ids = rows.map(({ id }) => id);
    const decisions = await listDecisions(knex, ids);
    const answers = await listExternalAnswers(knex, ids);
    const permits = await listPermits(knex, ids);
    const deployments = await listDeploymentsOf(knex, ids);
    const dispatches = await listWorkflowDispatches(knex, ids);
    const told = await toldOf(context, {
      kind: 'promotion',
      types: EVENT_TYPES,
      ids,
    });
    const stories = rows.map(row => {
      const { events, waiting } = told(row.chatbot, row.id);
      return { row, waiting, events, history: promotionHistory(events) };
    });
    const events = stories.flatMap(story => story.events);
    const texts = await KeptTexts.read(knex, events);
    const pseudonyms = await Pseudonyms.read(knex, {
      refs: [
        ...rows.flatMap(peopleOf),
        ...decisions.map(({ user_ref }) => user_ref),
      ],
      pseudonyms: [
        ...actorsOf(events),
        ...stories.flatMap(({ history: { requested } }) => [
          ...(requested?.people.requesters ?? []),
          ...(requested?.people.contributors ?? []),
        ]),
      ],
    });
    for (const { row, history } of stories.filter(one => !one.waiting)) {
      const around: Around = {
        row,
        history,
        texts,
        pseudonyms,
        decisions: decisions.filter(one => one.promotion_id === row.id),
        answers: answers.filter(one => one.promotion_id === row.id),
        dispatches: dispatches.filter(one => one.promotion_id === row.id),
        permit: permits.find(one => one.promotion_id === row.id),
        deployment: deployments.find(one => one.promotion_id === row.id),
      };
      for (const [code, message] of problemsOf(around)) {
        findings.add({
          code,
          promotionId: row.id,
          message: `Promotion ${row.id} ${message}`,
        });
      }
    }
    progress.advance(rows.length);
  }
}

function* problemsOf(
  around: Around,
): Generator<[code: Finding['code'], message: string]> {
  const { row, history, texts, decisions, permit } = around;
  if (history.lastState !== row.state) {
    yield [
      'promotion-state',
      `is ${row.state}, and the log says ${history.lastState ?? 'nothing'}`,
    ];
  }
  if (!holds(() => isBound(row, history))) {
    yield [
      'promotion-binding',
      'has other rules or rests on other facts than the log says decisions were bound to',
    ];
  }
  if (!holds(() => hasPeople(around))) {
    yield [
      'promotion-people',
      'has other requesters or contributors than the log says',
    ];
  }
  if (!holds(() => hasRequest(row, history, texts))) {
    yield [
      'promotion-request',
      'was asked for or holds in another way than the log says',
    ];
  }
  if (
    !holds(
      () => hasDecisions(around) && hasDecisionFacts(decisions, history, texts),
    )
  ) {
    yield ['promotion-decisions', 'has other decisions than the log says'];
  }
  if (!holds(() => hasAnswers(around.answers, history, texts))) {
    yield [
      'promotion-answers',
      'has other answers of outside systems than the log says',
    ];
  }
  if (
    APPROVED.includes(row.state) &&
    !holds(() => hasApprovals(row, history))
  ) {
    yield ['promotion-unapproved', `is ${row.state} without its approvals`];
  }
  if (RELEASED.includes(row.state) && !permit) {
    yield ['promotion-permit', `is ${row.state} without a permit`];
  }
  if (!holds(() => hasPermit(permit, history))) {
    yield ['promotion-permit', 'has another permit than the log says'];
  }
  if (!hasWorkflows(around.dispatches, history, texts)) {
    yield [
      'promotion-workflow',
      'had its deploy workflow started in another way than the log says',
    ];
  }
  if (!isDeployed(around) || !hasConsumption(permit, history, texts)) {
    yield [
      'promotion-deployment',
      `is ${row.state}, and its deployment or the use of its permit is not what the log says`,
    ];
  }
}

/** Whether it has a deployment exactly in the states that only one leads to, in the state that fits. */
function isDeployed({ row, permit, deployment }: Around): boolean {
  return (
    !DEPLOYED.includes(row.state) ||
    (permit?.consumed_at !== null &&
      deployment !== undefined &&
      permit?.deployment_id === deployment.id &&
      deployment.digest === row.digest &&
      deployment.stage === row.stage &&
      STATE_OF_DEPLOYMENT[deployment.state] === row.state)
  );
}

/** Whether facts and rules are those whose digest the log knows. */
function isBound(row: PromotionRow, history: PromotionHistory): boolean {
  const binding = fromJson<StoredBinding>(row.binding);
  const digest = bindingDigest(binding);
  return (
    digest === history.bound?.data.bindingDigest &&
    digest === row.binding_digest &&
    binding.rulesDigest === rulesDigest(fromJson<StoredRules>(row.rules)) &&
    binding.chatbot === row.chatbot &&
    binding.version === row.version &&
    binding.digest === row.digest &&
    binding.stage === row.stage &&
    (binding.replaces ?? null) === row.replaces_digest
  );
}

/** Who contributed, as a column has it. */
interface StoredContributor {
  identity: string;
  login?: boolean;
  user?: string;
  unreported?: boolean;
}

/** Refs of those for whom it counts as requested and who contributed; nobody where a column can't be read. */
function peopleOf(row: PromotionRow): string[] {
  try {
    return [
      ...fromJson<string[]>(row.requested_by),
      ...fromJson<StoredContributor[]>(row.contributors).flatMap(
        ({ user }) => user ?? [],
      ),
    ].filter(ref => typeof ref === 'string');
  } catch {
    return [];
  }
}

function hasPeople({ row, history, texts, pseudonyms }: Around): boolean {
  const { requested } = history;
  const requesters = fromJson<string[]>(row.requested_by);
  const contributors = fromJson<StoredContributor[]>(row.contributors);
  const distinct = (values: readonly string[]) => [...new Set(values)].sort();
  const unmapped = distinct(
    contributors
      .filter(one => !one.user && !one.unreported)
      .map(one => (one.login ? `login ${one.identity}` : one.identity)),
  );
  const users = distinct(contributors.flatMap(({ user }) => user ?? []));
  const lines = (people: readonly string[]) =>
    people.map(person => [person, ''] as const);
  return (
    requested !== undefined &&
    pseudonyms.areSame(lines(requested.people.requesters), lines(requesters)) &&
    pseudonyms.areSame(lines(requested.people.contributors), lines(users)) &&
    canonicalJson(requested.data.contributors) ===
      canonicalJson({
        unmapped: unmapped.length,
        unreported: contributors.some(one => one.unreported),
      }) &&
    texts.holds(
      requested,
      'unmappedContributors',
      unmapped.join('\n') || null,
    ) &&
    texts.holds(requested, 'contributorsDigest', sha256Text(row.contributors))
  );
}

function hasDecisions({
  decisions: rows,
  history: { decisions },
  pseudonyms,
}: Around): boolean {
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
  const { approvals } = fromJson<StoredRules>(row.rules);
  const needed = approvals.map(({ count }) => count);
  return countApprovers(history) >= Math.max(0, ...needed);
}
