import * as z from 'zod';
import {
  consumePermit,
  fetchPermit,
  hashArtifact,
  type PermitStatement,
} from '../../portal/permit.mjs';
import { createPortalClient } from '../../portal/report.mjs';
import { cutText } from '../text/cutText.ts';

const Deployment = z.object({
  id: z.string(),
  state: z.enum(['open', 'deployed', 'rolled-back', 'failed']),
  steps: z.array(
    z.object({ sequence: z.number(), weight: z.number(), status: z.string() }),
  ),
});
/** A deployment as the portal knows it. */
export type Deployment = z.infer<typeof Deployment>;

/** How a deployment ended. */
export type Outcome = 'deployed' | 'rolled-back' | 'failed';

/** What a deploy job asks and tells the portal. */
export interface Portal {
  /** Fetches the permit and verifies it with the keys pinned in the repository. */
  fetchPermit(promotionId: string, stage: string): Promise<PermitStatement>;
  /** The SHA-256 of a file that the permit lists; throws `artifact-mismatch` for any other. */
  hashArtifact(statement: PermitStatement, file: string): Promise<string>;
  consumePermit(
    statement: PermitStatement,
    idempotencyKey: string,
  ): Promise<Deployment>;
  getDeployment(id: string): Promise<Deployment>;
  commitOf(promotionId: string): Promise<string>;
  reportStep(
    id: string,
    step: {
      sequence: number;
      name: string;
      weight: number;
      status: 'healthy' | 'unhealthy';
      message?: string;
    },
  ): Promise<void>;
  reportOutcome(id: string, outcome: Outcome, message?: string): Promise<void>;
  reportEvaluation(report: object): Promise<void>;
}

/** The portal that the environment names. */
export function connectPortal(): Portal {
  const client = createPortalClient();
  return {
    fetchPermit: async (promotionId, stage) =>
      (await fetchPermit({ promotionId, stage })).statement,
    hashArtifact,
    consumePermit: async (statement, key) =>
      Deployment.parse(await consumePermit(statement, { key })),
    getDeployment: async id => Deployment.parse(await client.getDeployment(id)),
    commitOf: async id =>
      z.object({ commit: z.string() }).parse(await client.getPromotion(id))
        .commit,
    reportStep: async (id, step) => void (await client.reportStep(id, step)),
    reportOutcome: async (id, outcome, message) =>
      void (await client.reportOutcome(id, {
        outcome,
        ...(message && { message: cutText(message, 1_000) }),
      })),
    reportEvaluation: async body => void (await client.reportEvaluation(body)),
  };
}
