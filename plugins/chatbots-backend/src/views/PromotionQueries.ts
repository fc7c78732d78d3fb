import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import {
  describeState,
  isBeforeDeployment,
  isDecidable,
  sameRef,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { ChatbotRow } from '../database/chatbots';
import { DecisionRow, listDecisions } from '../database/decisions';
import {
  PromotionRow,
  findPromotion,
  listPromotions,
  listSilentRollouts,
  readPromotionsByWaiting,
  PromotionCriteria,
} from '../database/promotions';
import { findWaiting } from '../database/waitingPromotions';
import { listExternalAnswers } from '../database/externalAnswers';
import { fromJson } from '../database/json';
import { toChatbot } from '../records/chatbots';
import { ComparisonService } from './ComparisonService';
import { DatabaseDeploymentReader } from './DatabaseDeploymentReader';
import { GateService } from '../governance/gates/GateService';
import { basisOf } from './promotionEvidence';
import { historyOf } from './promotionHistory';
import { PromotionRecord, summaryLine, toRecord } from '../records/promotions';
import { PromotionSummaries } from './PromotionSummaries';
import { decidable, PromotionViews, ViewerWithGroups } from './PromotionViews';
import { findPermitOf } from '../database/permits';
import {
  findModelVersionsByName,
  ModelVersionRow,
} from '../database/modelVersions';
import { mapPage, PageRequest } from '../database/paginate';
import { listWorkflowDispatches } from '../database/workflowDispatches';
import { toWorkflow } from '../records/workflows';
import { mayStartWorkflow } from './mayStartWorkflow';
import { ScmHosts } from '@chatbot-portal/backstage-plugin-chatbots-node';

/** Promotions read at once where all of them are counted. */
const CHUNK = 100;

/** Which promotions a list asks for. */
export interface PromotionFilter
  extends Omit<PromotionCriteria, 'requested' | 'requester' | 'silentSince'> {
  view?: 'decide' | 'requested' | 'all';
  /** Only rollouts that are stuck. */
  stuck?: boolean;
}

/** Lists promotions and reads one for its page. */
export class PromotionQueries {
  readonly #knex: Knex;
  readonly #views: PromotionViews;
  readonly #comparer: ComparisonService;
  readonly #gates: GateService;
  readonly #deployments: DatabaseDeploymentReader;
  readonly #scmHosts: ScmHosts;
  readonly #summaries: PromotionSummaries;

  constructor(options: {
    knex: Knex;
    views: PromotionViews;
    comparer: ComparisonService;
    gates: GateService;
    deployments: DatabaseDeploymentReader;
    scmHosts: ScmHosts;
  }) {
    this.#knex = options.knex;
    this.#views = options.views;
    this.#comparer = options.comparer;
    this.#gates = options.gates;
    this.#deployments = options.deployments;
    this.#scmHosts = options.scmHosts;
    this.#summaries = new PromotionSummaries(options);
  }

  /** Newest first. Who may decide depends on groups, so that view is filtered after reading the open ones, in chunks. */
  async list(
    filter: PromotionFilter,
    request: PageRequest,
    userRef: string | undefined,
  ): Promise<Api.PromotionList> {
    const viewer = await this.#views.viewer(userRef);
    const { view, stuck, ...narrowed } = filter;
    const criteria = {
      ...narrowed,
      requested: view === 'decide',
      // Narrows what is read; whether the person is among them, the list itself says.
      ...(view === 'requested' ? { requester: userRef } : {}),
    };
    const silentSince = this.#views.silentSince();
    const page = await listPromotions(
      this.#knex,
      { ...criteria, ...(stuck ? { silentSince } : {}) },
      request,
      row => matchesPerson(row, view, viewer, userRef),
    );
    const silent = await listSilentRollouts(this.#knex, {
      ...criteria,
      silentSince,
    });
    const waiting =
      criteria.open &&
      (await this.#waiting(
        { ...criteria, ...(stuck ? { silentSince } : {}) },
        { view, viewer, userRef },
      ));
    return {
      ...(await mapPage(page, async rows => {
        const lines = await this.#summaries.ofOpen(rows.map(toRecord));
        const promotions = (await this.#views.toPromotions(rows, viewer)).map(
          one => ({ ...one, summary: lines.get(one.id) ?? one.summary }),
        );
        return view === 'decide'
          ? promotions.filter(one => one.mayDecide)
          : promotions;
      })),
      stuck: silent.filter(
        row => view !== 'requested' || isRequestedBy(row, userRef),
      ).length,
      ...waiting,
    };
  }

  /** How many promotions of a view are open, on whatever page, and which of them has waited longest. */
  async #waiting(
    criteria: PromotionCriteria,
    who: {
      view: PromotionFilter['view'];
      viewer: ViewerWithGroups | undefined;
      userRef: string | undefined;
    },
  ): Promise<Pick<Api.PromotionList, 'total' | 'waitingLongest'>> {
    const { view, viewer, userRef } = who;
    let total = 0;
    let first: PromotionRow | undefined;
    for await (const rows of readPromotionsByWaiting(this.#knex, criteria, {
      size: CHUNK,
    })) {
      const own = rows.filter(row => matchesPerson(row, view, viewer, userRef));
      const kept = view === 'decide' ? await this.#undecided(own, viewer) : own;
      total += kept.length;
      first ??= kept.at(0);
    }
    const longest = first && (await this.#views.longestWait(first, userRef));
    return { total, ...(longest ? { waitingLongest: longest } : {}) };
  }

  /** Those that a person has not decided on. */
  async #undecided(
    rows: PromotionRow[],
    viewer: ViewerWithGroups | undefined,
  ): Promise<PromotionRow[]> {
    const decisions = await listDecisions(
      this.#knex,
      rows.map(({ id }) => id),
    );
    return rows.filter(
      row =>
        viewer !== undefined &&
        decidable(
          toRecord(row),
          decisions.filter(one => one.promotion_id === row.id),
          viewer,
        ).allowed,
    );
  }

  /** Everything about a promotion that the caller has read with its chatbot. */
  async get(
    row: PromotionRow,
    chatbot: ChatbotRow,
    userRef: string | undefined,
  ): Promise<Api.PromotionDetail> {
    const { id } = row;
    const record = toRecord(row);
    const viewer = await this.#views.viewer(userRef);
    const decisions = await listDecisions(this.#knex, [id]);
    const permit = await findPermitOf(this.#knex, id);
    const deployment = await this.#deployments.ofPromotion(id);
    const dispatches = await listWorkflowDispatches(this.#knex, [id]);
    const last = dispatches.at(-1);
    const answers = await listExternalAnswers(this.#knex, [id]);
    const { version, replaced } = await this.#versions(row);
    const gate = await this.#gate(record, { chatbot, version });
    const promotion = this.#views.show(record, {
      decisions,
      waiting: (await findWaiting(this.#knex, [id])).get(id),
      checks: gate.checks,
      viewer,
    });
    const basis = basisOf(record);
    const compared = await this.#comparer.comparePromotion(
      chatbot,
      replaced,
      version,
      basis,
    );
    return {
      promotion:
        basis.until === undefined
          ? { ...promotion, summary: summaryLine(compared.comparison) }
          : promotion,
      chatbot: toChatbot(chatbot),
      ...compared,
      gate: { ...gate, approvals: promotion.approvals },
      contributors: record.contributors.map(({ identity, user }) => ({
        identity,
        ...(user ? { userRef: user } : {}),
      })),
      mayDecide: viewerMayDecide(record, decisions, viewer, userRef),
      mayWithdraw: mayWithdraw(record, userRef),
      mayWithdrawDecision:
        isDecidable(record.state) &&
        decisions.some(
          one => isSame(one.user_ref, userRef) && one.withdrawn_at === null,
        ),
      ...(last ? { workflow: toWorkflow(last) } : {}),
      mayStartWorkflow: mayStartWorkflow({
        state: record.state,
        chatbot,
        last,
        viewer,
        hosts: this.#scmHosts,
      }),
      ...(deployment ? { deployment } : {}),
      ...(permit
        ? {
            permit: {
              permitId: permit.id,
              issuedAt: permit.issued_at,
              expiresAt: permit.expires_at,
              ...(permit.consumed_at ? { consumedAt: permit.consumed_at } : {}),
            },
          }
        : {}),
      history: historyOf(
        record,
        { answers, decisions, dispatches, permit, deployment },
        {
          reportedAt: version.reported_at,
          run: fromJson<Api.PipelineRun>(version.run),
        },
      ),
    };
  }

  /** One promotion as lists show it. Throws `promotion-unknown`. */
  async summary(
    id: string,
    userRef: string | undefined,
  ): Promise<Api.Promotion> {
    const [promotion] = await this.#views.toPromotions(
      [await findPromotion(this.#knex, id)],
      await this.#views.viewer(userRef),
    );
    return promotion;
  }

  /** The version to promote and the one it replaces. Throws `version-unknown`. */
  async #versions({
    chatbot,
    version,
    replaces_version: replaces,
  }: PromotionRow): Promise<{
    version: ModelVersionRow;
    replaced: ModelVersionRow | undefined;
  }> {
    const names = replaces === null ? [version] : [version, replaces];
    const found = await findModelVersionsByName(this.#knex, chatbot, names);
    const [row, replaced] = names.map(name => {
      const one = found.get(name);
      if (!one) {
        throw errorWithReason(
          'version-unknown',
          `Chatbot '${chatbot}' has no version '${name}'`,
        );
      }
      return one;
    });
    return { version: row, replaced };
  }

  /** While it is open the checks are evaluated as of now; afterwards they stand as they were. */
  async #gate(
    record: PromotionRecord,
    subject: { chatbot: ChatbotRow; version: ModelVersionRow },
  ): Promise<Api.Gate> {
    const gate = isBeforeDeployment(record.state)
      ? await this.#gates.ofPromotion(subject, record)
      : record.gate;
    return gate ?? record.gate;
  }
}

function matchesPerson(
  row: PromotionRow,
  view: PromotionFilter['view'],
  viewer: ViewerWithGroups | undefined,
  userRef: string | undefined,
): boolean {
  if (view === 'requested') {
    return isRequestedBy(row, userRef);
  }
  if (view === 'decide') {
    return viewer !== undefined && decidable(toRecord(row), [], viewer).allowed;
  }
  return true;
}

function isRequestedBy(
  row: Pick<PromotionRow, 'requested_by'>,
  userRef: string | undefined,
): boolean {
  return fromJson<string[]>(row.requested_by).some(one => isSame(one, userRef));
}

function viewerMayDecide(
  record: PromotionRecord,
  decisions: DecisionRow[],
  viewer: ViewerWithGroups | undefined,
  userRef: string | undefined,
): Api.MayDecide {
  if (viewer) {
    const answer = decidable(record, decisions, viewer);
    return answer.reasonCode === 'not-an-approver' && viewer.ignored
      ? { ...answer, reason: `${answer.reason} ${viewer.ignored}` }
      : answer;
  }
  return userRef
    ? {
        allowed: false,
        reasonCode: 'membership-unavailable',
        reason:
          'The catalog can’t say which groups you are in. Try again soon.',
      }
    : {
        allowed: false,
        reasonCode: 'user-required',
        reason: 'Only people decide.',
      };
}

function mayWithdraw(
  { state, requesters }: PromotionRecord,
  userRef: string | undefined,
): Api.MayDecide {
  if (!isBeforeDeployment(state)) {
    return {
      allowed: false,
      reasonCode: 'promotion-state',
      reason: `The promotion is ${describeState(state)}.`,
    };
  }
  return requesters.some(one => isSame(one, userRef))
    ? { allowed: true, reason: 'You requested it.' }
    : {
        allowed: false,
        reasonCode: 'not-allowed',
        reason: 'Only a requester can withdraw a request.',
      };
}

function isSame(ref: string, userRef: string | undefined): boolean {
  return userRef !== undefined && sameRef(ref, userRef);
}
