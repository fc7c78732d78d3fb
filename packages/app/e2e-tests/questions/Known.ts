import { Entity, parseEntityRef } from '@backstage/catalog-model';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { PortalClient } from '../PortalClient';
import { PortalDatabase } from '../PortalDatabase';

/** One thing, in each way that people write it; the first is how it is shown as expected. */
export type Spellings = [string, ...string[]];

/** What is asked of a promotion's row. */
export interface PromotionFacts {
  id: string;
  chatbot: string;
  stage: string;
  version: string;
  replaces_version: string | null;
  state: Api.PromotionState;
  gate: string;
  assessment: string;
  requested_at: string;
  expires_at: string;
  approved_at: string | null;
}

/** A version in the ways that people write it: all of it, or the number that it starts with. */
export function versionSpellings(version: string): Spellings {
  const short = version.match(/^\d+\.\d+\.\d+/)?.[0];
  return short ? [version, short] : [version];
}

/** What the portal's database and the catalog know, in the words of questions. */
export class Known {
  readonly #titles: Map<string, string>;

  private constructor(
    readonly db: PortalDatabase['from'],
    readonly reader: PortalClient,
    titles: Map<string, string>,
  ) {
    this.#titles = titles;
  }

  static async open(
    { from }: PortalDatabase,
    reader: PortalClient,
  ): Promise<Known> {
    const path = '/api/catalog/entities?filter=kind=user&filter=kind=group';
    const entities: Entity[] = await (await reader.get(path)).json();
    const titles = entities.map(
      ({ kind, metadata }) =>
        [`${kind.toLowerCase()}:${metadata.name}`, metadata.title] as const,
    );
    return new Known(
      from,
      reader,
      new Map(titles.map(([ref, title]) => [ref, title ?? ref])),
    );
  }

  /** Every person who may sign in. */
  people(): Spellings[] {
    return [...this.#titles.keys()]
      .filter(ref => ref.startsWith('user:'))
      .map(ref => this.nameOf(ref));
  }

  /** A person or a group by the display name, or by the name in the catalog. */
  nameOf(ref: string, kind = 'group'): Spellings {
    const { name, kind: ofKind } = parseEntityRef(ref, { defaultKind: kind });
    const title = this.#titles.get(`${ofKind.toLowerCase()}:${name}`);
    return title ? [title, name] : [name];
  }

  async chatbots(): Promise<Spellings[]> {
    const rows: { name: string; title: string }[] = await this.db('chatbots');
    return rows.map(row => [row.title, row.name]);
  }

  /** A chatbot by its title, by the start of a long title, or by its name. */
  async chatbot(name: string): Promise<Spellings> {
    const { title } = await this.db('chatbots').where({ name }).first();
    const words: string[] = title.split(' ');
    return words.length > 5
      ? [title, words.slice(0, 5).join(' '), name]
      : [title, name];
  }

  /** What runs in a stage. */
  async running(
    chatbot: string,
    stage: string,
  ): Promise<{ version: string; since: string; approvedBy: string[] }> {
    const row = await this.db('stages as s')
      .join('deployments as d', 'd.id', 's.deployment_id')
      .where({ 's.chatbot': chatbot, 's.stage': stage })
      .first('s.version', 's.since', 'd.approved_by');
    return { ...row, approvedBy: JSON.parse(row.approved_by) };
  }

  /** The version that was reported last, with the verdict of a stage's gate. */
  async newestVersion(chatbot: string, stage: string) {
    const row = await this.db('model_versions as v')
      .leftJoin('gate_evaluations as g', join =>
        join.on('g.version_id', 'v.id').andOnVal('g.stage', stage),
      )
      .where('v.chatbot', chatbot)
      .orderBy('v.ordinal', 'desc')
      .first('v.*', 'g.verdict', 'g.checks');
    return { ...row, bundle: JSON.parse(row.bundle) };
  }

  async promotion(id: string): Promise<PromotionFacts> {
    return this.db('promotions').where({ id }).first();
  }

  /** The promotion of a chatbot that is open now and waits longest. */
  async openPromotion(chatbot: string): Promise<PromotionFacts> {
    return this.db('promotions')
      .where({ chatbot })
      .whereNotNull('open_key')
      .orderBy('requested_at')
      .first();
  }

  /** Who decided on a promotion, oldest first, without decisions that were taken back. */
  async decisions(id: string): Promise<
    {
      outcome: 'approve' | 'reject';
      user_ref: string;
      comment: string | null;
      decided_at: string;
    }[]
  > {
    return this.db('decisions')
      .where({ promotion_id: id })
      .whereNull('withdrawn_at')
      .orderBy('decided_at');
  }

  /** How many approvals a promotion still waits for, and of whom. */
  async missingApprovals({ id, assessment }: PromotionFacts) {
    const [{ group, needed }]: Api.ApprovalRuleStatus[] =
      JSON.parse(assessment).perRule;
    const approved = (await this.decisions(id)).filter(
      ({ outcome }) => outcome === 'approve',
    );
    return { group, needed, count: needed - approved.length };
  }

  /** The last report of a rollout that is under way: the step, its share of traffic, when. */
  async lastReport(promotionId: string) {
    return this.db('deployment_steps as s')
      .join('deployments as d', 'd.id', 's.deployment_id')
      .where('d.promotion_id', promotionId)
      .orderBy('s.sequence', 'desc')
      .first('s.name', 's.weight', 's.reported_at', 'd.replaces_version');
  }
}
