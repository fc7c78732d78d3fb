import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import {
  isBeforeDeployment,
  isDecidable,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../database/cursor';
import { ChatbotScope, whereInScope } from '../database/ChatbotScope';
import { containsText } from '../database/containsText';
import { findChatbot } from '../database/chatbots';
import { DecisionRow, listDecisions } from '../database/decisions';
import { PromotionRow, findPromotion } from '../database/promotions';
import { fromJson } from '../database/json';
import { toChatbot } from '../records/chatbots';
import { ComparisonService } from './ComparisonService';
import { DatabaseDeploymentReader } from './DatabaseDeploymentReader';
import { GateService } from '../governance/gates/GateService';
import { historyOf } from './promotionHistory';
import { PromotionRecord, toRecord } from '../records/promotions';
import { decidable, PromotionViews, Viewer } from './PromotionViews';
import { findPermitOf } from '../database/permits';
import { findModelVersionById } from '../database/modelVersions';

/** Which promotions a list asks for. */
export interface PromotionFilter {
  view?: 'decide' | 'requested' | 'all';
  open?: boolean;
  chatbot?: string;
  state?: Api.PromotionState;
  stage?: string;
  /** Only chatbots that the caller may read; all when absent. */
  scope?: ChatbotScope;
}

/** Rows read at once while looking for those a person may decide. */
const CHUNK = 100;

/** Lists promotions and reads one for its page. */
export class PromotionQueries {
  readonly #knex: Knex;
  readonly #views: PromotionViews;
  readonly #comparer: ComparisonService;
  readonly #gates: GateService;
  readonly #deployments: DatabaseDeploymentReader;

  constructor(options: {
    knex: Knex;
    views: PromotionViews;
    comparer: ComparisonService;
    gates: GateService;
    deployments: DatabaseDeploymentReader;
  }) {
    this.#knex = options.knex;
    this.#views = options.views;
    this.#comparer = options.comparer;
    this.#gates = options.gates;
    this.#deployments = options.deployments;
  }

  /** Newest first. Who may decide depends on groups, so that view is filtered after reading the open ones, in chunks. */
  async list(
    filter: PromotionFilter,
    page: { cursor?: string; limit: number },
    userRef: string | undefined,
  ): Promise<Api.PromotionList> {
    const viewer = await this.#views.viewer(userRef);
    const found: PromotionRow[] = [];
    let cursor = page.cursor;
    const wanted = page.limit + 1;
    for (;;) {
      const rows = await this.#page(filter, userRef, cursor, CHUNK);
      for (const row of rows) {
        if (matchesPerson(row, filter.view, viewer, userRef)) {
          found.push(row);
        }
      }
      if (rows.length < CHUNK || found.length >= wanted) {
        break;
      }
      cursor = cursorOf(rows[rows.length - 1]);
    }
    const items = found.slice(0, page.limit);
    const promotions = await this.#views.toPromotions(items, viewer);
    const open = filter.view === 'decide';
    return {
      items: open ? promotions.filter(one => one.mayDecide) : promotions,
      ...(found.length > page.limit
        ? { nextCursor: cursorOf(items[items.length - 1]) }
        : {}),
    };
  }

  async get(
    id: string,
    userRef: string | undefined,
  ): Promise<Api.PromotionDetail> {
    const row = await findPromotion(this.#knex, id);
    const record = toRecord(row);
    const chatbot = await findChatbot(this.#knex, row.chatbot);
    const viewer = await this.#views.viewer(userRef);
    const [promotion] = await this.#views.toPromotions([row], viewer);
    const decisions = await listDecisions(this.#knex, [id]);
    const permit = await findPermitOf(this.#knex, id);
    const deployment = await this.#deployments.ofPromotion(id);
    const version = await findModelVersionById(this.#knex, row.version_id);
    return {
      promotion,
      chatbot: toChatbot(chatbot),
      comparison: await this.#comparer.compare(
        row.chatbot,
        row.replaces_version ?? undefined,
        row.version,
      ),
      gate: await this.#gate(record, promotion),
      contributors: record.contributors.map(({ identity, user }) => ({
        identity,
        ...(user ? { userRef: user } : {}),
      })),
      mayDecide: viewerMayDecide(record, decisions, viewer, userRef),
      mayWithdraw: mayWithdraw(record, userRef),
      mayWithdrawDecision:
        isDecidable(record.state) &&
        decisions.some(
          one => one.user_ref === userRef && one.withdrawn_at === null,
        ),
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
      history: historyOf(record, decisions, permit, deployment, {
        reportedAt: version?.reported_at,
        run: version ? fromJson<Api.PipelineRun>(version.run) : undefined,
      }),
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

  /** While it is open the checks are judged as of now; afterwards they stand as they were. */
  async #gate(
    record: PromotionRecord,
    promotion: Api.Promotion,
  ): Promise<Api.Gate> {
    const { row } = record;
    const [gate] = isBeforeDeployment(record.state)
      ? await this.#gates.explain(
          row.chatbot,
          row.version,
          row.stage,
          record.contributors,
        )
      : [record.gate];
    return { ...(gate ?? record.gate), approvals: promotion.approvals };
  }

  #page(
    filter: PromotionFilter,
    userRef: string | undefined,
    cursor: string | undefined,
    limit: number,
  ): Promise<PromotionRow[]> {
    const query = this.#knex('promotions');
    const { view, open, chatbot, scope, state, stage } = filter;
    if (chatbot) query.where({ chatbot });
    if (scope) {
      const visible = this.#knex('chatbots as c').select('c.name');
      whereInScope(visible, scope, 'c');
      query.whereIn('chatbot', visible);
    }
    if (state) query.where({ state });
    if (stage) query.where({ stage });
    if (view === 'decide') query.where({ state: 'requested' });
    // Narrows what is read; whether the person is among them, the list itself says.
    if (view === 'requested' && userRef) {
      containsText(query, ['requested_by'], JSON.stringify(userRef));
    }
    if (open === true) query.whereNotNull('open_key');
    if (open === false) query.whereNull('open_key');
    if (cursor) {
      const after = decodeCursor(cursor, { at: 'string', id: 'string' });
      query.whereRaw('(requested_at, id) < (?, ?)', [after.at, after.id]);
    }
    return query
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit) as unknown as Promise<PromotionRow[]>;
  }
}

function cursorOf(row: PromotionRow): string {
  return encodeCursor({ at: row.requested_at, id: row.id });
}

function matchesPerson(
  row: PromotionRow,
  view: PromotionFilter['view'],
  viewer: Viewer | undefined,
  userRef: string | undefined,
): boolean {
  const record = toRecord(row);
  if (view === 'requested') {
    return userRef !== undefined && record.requesters.includes(userRef);
  }
  if (view === 'decide') {
    return viewer !== undefined && decidable(record, [], viewer).allowed;
  }
  return true;
}

function viewerMayDecide(
  record: PromotionRecord,
  decisions: DecisionRow[],
  viewer: Viewer | undefined,
  userRef: string | undefined,
): Api.MayDecide {
  if (viewer) {
    return decidable(record, decisions, viewer);
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
      reason: `The promotion is ${state}.`,
    };
  }
  return userRef && requesters.includes(userRef)
    ? { allowed: true, reason: 'You requested it.' }
    : {
        allowed: false,
        reasonCode: 'not-allowed',
        reason: 'Only a requester can withdraw a request.',
      };
}
