import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { Knex } from 'knex';
import { fromJson } from '../database/json';
import { readInstant } from '../database/Clock';
import {
  DeploymentRow,
  listDeploymentSteps,
  listLiveDeployments,
} from '../database/deployments';
import { listNewestModelVersions } from '../database/modelVersions';
import { weightAt } from './deploymentAt';
import { StageService } from './GovernanceViews';

/** Tells from the deployments what is, or was, live where. */
export class DatabaseStageService implements StageService {
  readonly names: readonly string[];
  readonly #knex: Knex;

  constructor(options: { knex: Knex; names: readonly string[] }) {
    this.#knex = options.knex;
    this.names = options.names;
  }

  async list(chatbot: string, at?: string): Promise<Api.StageStatus[]> {
    const instant = at && readInstant(at);
    const rows = await listLiveDeployments(this.#knex, [chatbot], instant);
    return this.#toStatuses(
      instant ? await this.#asOf(rows, instant) : rows,
      instant,
    );
  }

  async latestVersion(
    chatbot: string,
    at?: string,
  ): Promise<string | undefined> {
    const instant = at && readInstant(at);
    const [newest] = await listNewestModelVersions(
      this.#knex,
      chatbot,
      1,
      instant,
    );
    return newest?.version;
  }

  async listMany(
    chatbots: readonly string[],
  ): Promise<Map<string, Api.StageStatus[]>> {
    const rows = await listLiveDeployments(this.#knex, chatbots);
    return new Map(
      chatbots.map(name => [
        name,
        this.#toStatuses(rows.filter(row => row.chatbot === name)),
      ]),
    );
  }

  /** With the share of traffic that had been reported by then. */
  async #asOf(rows: DeploymentRow[], at: string): Promise<DeploymentRow[]> {
    const steps = await listDeploymentSteps(
      this.#knex,
      rows.map(({ id }) => id),
    );
    return rows.map(row => ({ ...row, weight: weightAt(row, steps, at) }));
  }

  #toStatuses(rows: DeploymentRow[], at?: string): Api.StageStatus[] {
    const isOpen = (row: DeploymentRow) =>
      row.finished_at === null || (at !== undefined && row.finished_at > at);
    return this.names.map(stage => {
      const here = rows.filter(row => row.stage === stage);
      const live = here.filter(row => !isOpen(row)).at(-1);
      const incoming = here.find(isOpen);
      return {
        stage,
        state: toState(live, incoming),
        ...(live
          ? {
              version: live.version,
              digest: live.digest,
              since: live.finished_at ?? live.started_at,
              deploymentId: live.id,
              promotionId: live.promotion_id,
              approvedBy: fromJson<string[]>(live.approved_by),
              strategy: live.strategy,
            }
          : {}),
        ...(incoming
          ? {
              incoming: {
                version: incoming.version,
                weight: incoming.weight,
                deploymentId: incoming.id,
                promotionId: incoming.promotion_id,
                since: incoming.started_at,
                approvedBy: fromJson<string[]>(incoming.approved_by),
              },
            }
          : {}),
      };
    });
  }
}

function toState(live: unknown, incoming: unknown): Api.StageStatus['state'] {
  if (incoming) {
    return 'rolling-out';
  }
  return live ? 'live' : 'empty';
}
