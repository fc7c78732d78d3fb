import { LoggerService } from '@backstage/backend-plugin-api';
import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { Knex } from 'knex';
import { PipelineActor, UserActor } from '../database';
import { GovernanceServices } from '../governance';
import { RegistryServices } from '../registry';
import { ViewServices } from '../views';
import { DemoChatbot, DemoVersion } from './DemoChatbot';
import { demoChatbots } from './demoChatbots';
import {
  demoEvaluation,
  demoRepository,
  demoRun,
  demoVersionReport,
} from './demoReports';

const DAY = 24 * 3600_000;
const MINUTE = 60_000;
const ENGINEER: UserActor = {
  kind: 'user',
  userRef: 'user:default/engineer',
};

/** What playing needs. */
export interface PlayOptions {
  knex: Knex;
  logger: LoggerService;
  registry: RegistryServices;
  governance: GovernanceServices;
  views: ViewServices;
  now: Date;
}

/**
 * Makes the example chatbots' history by the same services that real ones go through, with instants in the past. Everything is
 * marked as example data, in the audit log too. Chatbots that exist are left alone, so it can run at every start.
 */
export async function playHistory(options: PlayOptions): Promise<void> {
  for (const chatbot of demoChatbots) {
    const known = await options
      .knex('chatbots')
      .where({ name: chatbot.name })
      .first('name');
    if (!known) {
      await playChatbot(options, chatbot);
      options.logger.info(`Example chatbot ${chatbot.name} is ready`);
    }
  }
}

async function playChatbot(
  options: PlayOptions,
  chatbot: DemoChatbot,
): Promise<void> {
  const { registry, now } = options;
  const first = chatbot.versions[0].daysAgo;
  await registry.chatbots.register(
    {
      name: chatbot.name,
      title: chatbot.title,
      purpose: chatbot.purpose,
      owner: 'group:default/chatbot-team',
      riskClass: chatbot.riskClass,
      repository: demoRepository(chatbot.name),
    },
    { actor: ENGINEER, ...at(now, first + 1) },
  );
  for (const version of chatbot.versions) {
    await playVersion(options, chatbot, version);
  }
}

async function playVersion(
  options: PlayOptions,
  chatbot: DemoChatbot,
  version: DemoVersion,
): Promise<void> {
  const { registry, now } = options;
  const actor: PipelineActor = {
    kind: 'pipeline',
    chatbot: chatbot.name,
    tokenId: 'demo',
    origin: { kind: 'token' },
  };
  const start = now.getTime() - version.daysAgo * DAY;
  let minutes = 0;
  /** Each thing happens some minutes after the one before, and never in the future. */
  const next = (pause = 5) => {
    minutes += pause;
    const occurredAt = new Date(
      Math.min(start + minutes * MINUTE, now.getTime()),
    );
    return { occurredAt, demo: true };
  };
  await registry.versions.report(demoVersionReport(chatbot, version), {
    actor,
    ...next(),
  });
  const evaluated = next();
  await registry.evaluations.report(
    demoEvaluation(version, 'golden', evaluated.occurredAt),
    { actor, ...evaluated },
  );
  if (version.staging) {
    const promotionId = await request(
      options,
      chatbot,
      version,
      'staging',
      next(),
    );
    await decide(options, promotionId, 'reviewer-one', 'approve', next());
    const deploymentId = await deploy(
      options,
      actor,
      promotionId,
      next,
      version,
    );
    await finish(options, actor, deploymentId, 'deployed', next());
    for (const suite of ['smoke', 'golden'] as const) {
      const tested = next(2);
      await registry.evaluations.report(
        demoEvaluation(version, suite, tested.occurredAt, deploymentId),
        { actor, ...tested },
      );
    }
  }
  if (version.production) {
    await playProduction(options, chatbot, version, actor, next);
  }
}

async function playProduction(
  options: PlayOptions,
  chatbot: DemoChatbot,
  version: DemoVersion,
  actor: PipelineActor,
  next: (pause?: number) => { occurredAt: Date; demo: boolean },
): Promise<void> {
  const id = await request(options, chatbot, version, 'production', next());
  if (version.production === 'rejected') {
    await decide(options, id, 'reviewer-two', 'reject', next(30));
    return;
  }
  await decide(options, id, 'reviewer-one', 'approve', next(20));
  if (version.production === 'half-approved') {
    return;
  }
  await decide(options, id, 'reviewer-two', 'approve', next(20));
  const deploymentId = await deploy(options, actor, id, next, version);
  if (version.production !== 'rolling-out') {
    await finish(options, actor, deploymentId, version.production!, next());
  }
}

interface When {
  occurredAt: Date;
  demo: boolean;
}

async function request(
  { governance }: PlayOptions,
  chatbot: DemoChatbot,
  version: DemoVersion,
  stage: string,
  when: When,
): Promise<string> {
  const { id } = await governance.promotionService.request({
    actor: ENGINEER,
    chatbot: chatbot.name,
    version: version.version,
    stage,
    strategy: stage === 'production' ? 'canary' : 'all-at-once',
    ...when,
  });
  return id;
}

async function decide(
  { governance, views }: PlayOptions,
  promotionId: string,
  reviewer: string,
  decision: 'approve' | 'reject',
  when: When,
): Promise<void> {
  const userRef = `user:default/${reviewer}`;
  const { bindingDigest } = await views.promotions.summary(
    promotionId,
    userRef,
  );
  await governance.promotionService.decide({
    userRef,
    promotionId,
    decision,
    bindingDigest,
    comment:
      decision === 'approve'
        ? 'Scores hold on every topic.'
        : 'The temperature is too high for answers on leave; please justify or lower it.',
    ...when,
  });
}

async function deploy(
  { governance, views }: PlayOptions,
  actor: PipelineActor,
  promotionId: string,
  next: (pause?: number) => When,
  version: DemoVersion,
): Promise<string> {
  const permit = await governance.permits.issue({
    actor,
    promotionId,
    ...next(),
  });
  const { digest } = await views.pipelinePromotions.get(actor, promotionId);
  const { deploymentId } = await governance.permits.consume({
    actor,
    permitId: permit.permitId,
    idempotencyKey: `${demoRun(version).id}-${promotionId}`,
    digest,
    run: demoRun(version),
    ...next(1),
  });
  const steps: Pick<Api.DeploymentStepReport, 'name' | 'weight'>[] = [
    { name: 'start', weight: 0 },
    { name: 'canary', weight: 10 },
    { name: 'canary', weight: 50 },
  ];
  for (const [index, step] of steps.entries()) {
    await governance.deploymentService.reportStep(
      { actor, deploymentId, ...next(2) },
      { ...step, sequence: index + 1, status: 'healthy' },
    );
  }
  return deploymentId;
}

async function finish(
  { governance }: PlayOptions,
  actor: PipelineActor,
  deploymentId: string,
  outcome: string,
  when: When,
): Promise<void> {
  await governance.deploymentService.reportOutcome(
    { actor, deploymentId, ...when },
    { outcome: outcome as Api.DeploymentOutcomeReport['outcome'] },
  );
}

function at(now: Date, daysAgo: number): When {
  return { occurredAt: new Date(now.getTime() - daysAgo * DAY), demo: true };
}
