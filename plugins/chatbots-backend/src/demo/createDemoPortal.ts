import { DemoPortal } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { PipelineActor, UserActor } from '../database/Actor';
import { findChatbotsByName } from '../database/chatbots';
import { GovernanceServices } from '../governance';
import { CatalogMembershipReader } from '../people';
import { PluginContext } from '../PluginContext';
import { RegistryServices } from '../registry';
import { ViewServices } from '../views';

/** The areas of the plugin that an example history goes through. */
export interface DemoServices {
  registry: RegistryServices;
  governance: GovernanceServices;
  views: ViewServices;
}

/** Builds the portal that an example history sees: the plugin's own services, with everything they write marked as demo. */
export function createDemoPortal(
  context: PluginContext,
  { registry, governance, views }: DemoServices,
  signal: AbortSignal,
): DemoPortal {
  const { knex } = context;
  const people = CatalogMembershipReader.create(context);
  return {
    signal,
    people: { groupsOf: userRef => people.groupsOf(userRef) },
    registry: {
      async hasChatbot(name) {
        return (await findChatbotsByName(knex, [name])).length > 0;
      },
      async register(registration, { userRef, occurredAt }) {
        await registry.chatbots.register(registration, {
          actor: user(userRef),
          occurredAt,
          demo: true,
        });
      },
      async acceptFacts({ chatbot, userRef, occurredAt }) {
        const [row] = await findChatbotsByName(knex, [chatbot]);
        const proposal = await views.proposals.openOf(row, userRef);
        if (proposal) {
          await governance.facts.decide({
            userRef,
            proposalId: proposal.id,
            decision: 'accept',
            digest: proposal.digest,
            occurredAt,
            demo: true,
          });
        }
      },
      async reportVersion(report, { chatbot, occurredAt }) {
        await registry.versions.report(report, {
          actor: pipeline(chatbot),
          occurredAt,
          demo: true,
        });
      },
      async reportEvaluation(report, { chatbot, occurredAt }) {
        await registry.evaluations.report(report, {
          actor: pipeline(chatbot),
          occurredAt,
          demo: true,
        });
      },
    },
    promotions: {
      async request({ userRef, ...options }) {
        const { id } = await governance.promotionService.request({
          ...options,
          actor: user(userRef),
          demo: true,
        });
        return id;
      },
      async decide(options) {
        const { userRef, promotionId } = options;
        const { bindingDigest } = await views.promotions.summary(
          promotionId,
          userRef,
        );
        await governance.promotionService.decide({
          ...options,
          bindingDigest,
          demo: true,
        });
      },
      async issuePermit({ chatbot, ...options }) {
        const { permitId } = await governance.permits.issue({
          ...options,
          actor: pipeline(chatbot),
          demo: true,
        });
        return permitId;
      },
    },
    deployments: {
      async start({ chatbot, promotionId, permitId, run, occurredAt }) {
        const actor = pipeline(chatbot);
        const { digest } = await views.pipelinePromotions.get(
          actor,
          promotionId,
        );
        const { deploymentId } = await governance.permits.consume({
          actor,
          permitId,
          idempotencyKey: `${run.id}-${promotionId}`,
          digest,
          run,
          occurredAt,
          demo: true,
        });
        return deploymentId;
      },
      async reportStep(step, { chatbot, deploymentId, occurredAt }) {
        await governance.deploymentService.reportStep(
          { actor: pipeline(chatbot), deploymentId, occurredAt, demo: true },
          step,
        );
      },
      async reportOutcome(outcome, { chatbot, deploymentId, occurredAt }) {
        await governance.deploymentService.reportOutcome(
          { actor: pipeline(chatbot), deploymentId, occurredAt, demo: true },
          outcome,
        );
      },
    },
  };
}

function user(userRef: string): UserActor {
  return { kind: 'user', userRef };
}

function pipeline(chatbot: string): PipelineActor {
  return {
    kind: 'pipeline',
    chatbot,
    tokenId: 'demo',
    origin: { kind: 'token' },
  };
}
