import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_AI_ASSET_CATEGORY,
  ANNOTATION_CHATBOT,
  CHATBOT_PORTAL_API_VERSION,
  deploymentStageEntityName,
  modelEvaluationEntityName,
  modelVersionEntityName,
  promotionApprovalEntityName,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { impliesApproval } from '@chatbot-portal/backstage-plugin-chatbots-governance';

/** Names the provider, and keys everything that it brings into the catalog. */
export const PROVIDER_NAME = 'chatbots';
/** Where our entities come from: nothing that people can register has this type of location. */
export const REGISTRY_LOCATION = `${PROVIDER_NAME}:registry`;

/** What the catalog shows of one chatbot, and what it shows no more. */
export interface Projected {
  entities: Entity[];
  /** Entity refs. */
  removed: string[];
}

/** Makes small entities of a projection. Everything else is one link away, in the registry. */
export function toEntities(projection: Api.Projection): Projected {
  const { chatbot, versions, evaluations, stages, promotions, retired } =
    projection;
  const { name: bot, namespace } = chatbot;
  const versionRef = ({
    version,
    digest,
  }: {
    version: string;
    digest: string;
  }) =>
    stringifyEntityRef({
      kind: 'ModelVersion',
      namespace,
      name: modelVersionEntityName({ chatbot: bot, version, digest }),
    });
  const entity = (
    kind: string,
    name: string,
    title: string,
    spec: Entity['spec'],
    annotations: Record<string, string> = {},
  ): Entity => ({
    apiVersion: CHATBOT_PORTAL_API_VERSION,
    kind,
    metadata: {
      name,
      namespace,
      title,
      annotations: {
        [ANNOTATION_LOCATION]: REGISTRY_LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: REGISTRY_LOCATION,
        [ANNOTATION_CHATBOT]: bot,
        ...annotations,
      },
    },
    spec,
  });
  return {
    entities: [
      ...versions.map(one =>
        entity(
          'ModelVersion',
          modelVersionEntityName({
            chatbot: bot,
            version: one.version,
            digest: one.digest,
          }),
          `${chatbot.title} · ${one.version}`,
          {
            type: 'model-version',
            chatbot: chatbot.entityRef,
            owner: chatbot.owner,
            version: one.version,
            digest: one.digest,
            verdict: one.verdict,
            stages: one.stages,
          },
          { [ANNOTATION_AI_ASSET_CATEGORY]: 'ai-model' },
        ),
      ),
      ...evaluations.map(one =>
        entity(
          'ModelEvaluation',
          modelEvaluationEntityName({
            chatbot: bot,
            version: one.version,
            suite: one.suite,
            id: one.id,
          }),
          `${chatbot.title} · ${one.version} · ${one.suite}`,
          {
            type: one.suite,
            modelVersion: versionRef(one),
            owner: chatbot.owner,
            id: one.id,
            judge: one.judge.kind,
            dataset: `${one.dataset.name} ${one.dataset.revision}`,
            finishedAt: one.finishedAt,
          },
        ),
      ),
      ...stages.map(one =>
        entity(
          'DeploymentStage',
          deploymentStageEntityName({ chatbot: bot, stage: one.stage }),
          `${chatbot.title} · ${one.stage}`,
          {
            type: one.stage,
            chatbot: chatbot.entityRef,
            owner: chatbot.owner,
            ...(one.version && one.digest
              ? {
                  modelVersion: versionRef({
                    version: one.version,
                    digest: one.digest,
                  }),
                }
              : {}),
            ...(one.since ? { since: one.since } : {}),
          },
        ),
      ),
      ...promotions.map(one =>
        entity(
          'PromotionApproval',
          promotionApprovalEntityName({
            chatbot: bot,
            stage: one.stage,
            id: one.id,
          }),
          `${chatbot.title} · ${one.version} → ${one.stage}`,
          {
            type: one.stage,
            modelVersion: versionRef(one),
            owner: chatbot.owner,
            id: one.id,
            state: one.state,
            approved: impliesApproval(one.state),
          },
        ),
      ),
    ],
    removed: [
      ...retired.versions.map(versionRef),
      ...retired.evaluations.map(one =>
        stringifyEntityRef({
          kind: 'ModelEvaluation',
          namespace,
          name: modelEvaluationEntityName({ chatbot: bot, ...one }),
        }),
      ),
      ...retired.promotions.map(one =>
        stringifyEntityRef({
          kind: 'PromotionApproval',
          namespace,
          name: promotionApprovalEntityName({ chatbot: bot, ...one }),
        }),
      ),
    ],
  };
}
