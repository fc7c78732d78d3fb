import { LoggerService } from '@backstage/backend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { DemoPortal } from '@chatbot-portal/backstage-plugin-chatbots-node/alpha';
import { DemoClock } from './DemoClock';
import { DemoChatbot, demoChatbots, DemoVersion } from './demoChatbots';
import {
  demoEvaluation,
  demoRepository,
  demoRun,
  demoVersionReport,
} from './demoReports';
import { inWordsOf } from './demoQuestions';

const ENGINEER = 'user:default/engineer';
const REVIEWER_ONE = 'user:default/reviewer-one';
const REVIEWER_TWO = 'user:default/reviewer-two';
/** Who has to be in the catalog. */
export const PEOPLE = [ENGINEER, REVIEWER_ONE, REVIEWER_TWO];

const STEPS: readonly Pick<Api.DeploymentStepReport, 'name' | 'weight'>[] = [
  { name: 'start', weight: 0 },
  { name: 'canary', weight: 10 },
  { name: 'canary', weight: 50 },
];

/**
 * Makes the example chatbots' history by the same services that real ones go through, with instants in the past. Chatbots that
 * exist are left alone, so it can run at every start.
 */
export async function playHistory(
  portal: DemoPortal,
  { logger, now }: { logger: LoggerService; now: Date },
): Promise<void> {
  for (const chatbot of demoChatbots) {
    if (!(await portal.registry.hasChatbot(chatbot.name))) {
      await playChatbot(portal, chatbot, now);
      logger.info(`Example chatbot ${chatbot.name} is ready`);
    }
  }
}

async function playChatbot(
  portal: DemoPortal,
  chatbot: DemoChatbot,
  now: Date,
): Promise<void> {
  const first = chatbot.versions[0].daysAgo;
  const clock = new DemoClock(now, first + 1);
  await portal.registry.register(
    {
      name: chatbot.name,
      title: chatbot.title,
      purpose: chatbot.purpose,
      owner: 'group:default/chatbot-team',
      riskClass: chatbot.riskClass,
      repository: demoRepository(chatbot.name),
    },
    { userRef: ENGINEER, occurredAt: clock.next(0) },
  );
  await portal.registry.acceptFacts({
    chatbot: chatbot.name,
    userRef: REVIEWER_ONE,
    occurredAt: clock.next(30),
  });
  for (const version of chatbot.versions) {
    await playVersion({
      portal,
      chatbot,
      version,
      clock: new DemoClock(now, version.daysAgo),
    });
  }
}

/** One version of one chatbot, while it is played. */
interface Scene {
  portal: DemoPortal;
  chatbot: DemoChatbot;
  version: DemoVersion;
  clock: DemoClock;
}

async function playVersion(scene: Scene): Promise<void> {
  const { portal, chatbot, version, clock } = scene;
  await portal.registry.reportVersion(demoVersionReport(chatbot, version), {
    chatbot: chatbot.name,
    occurredAt: clock.next(),
  });
  await evaluate(scene, 'golden', clock.next());
  if (version.staging) {
    await playStaging(scene);
  }
  if (version.production) {
    await playProduction(scene, version.production);
  }
}

async function playStaging(scene: Scene): Promise<void> {
  const { clock } = scene;
  const promotionId = await request(scene, 'staging');
  await approve(scene, promotionId, REVIEWER_ONE);
  const deploymentId = await deploy(scene, promotionId);
  await finish(scene, deploymentId, 'deployed');
  for (const suite of ['smoke', 'golden'] as const) {
    await evaluate(scene, suite, clock.next(2), deploymentId);
  }
}

async function playProduction(
  scene: Scene,
  ending: NonNullable<DemoVersion['production']>,
): Promise<void> {
  const { portal, clock } = scene;
  const promotionId = await request(scene, 'production');
  if (ending === 'rejected') {
    await portal.promotions.decide({
      userRef: REVIEWER_TWO,
      promotionId,
      decision: 'reject',
      comment:
        'The temperature is too high for answers on leave; please justify or lower it.',
      occurredAt: clock.next(30),
    });
    return;
  }
  await approve(scene, promotionId, REVIEWER_ONE, 20);
  if (ending === 'half-approved') {
    return;
  }
  await approve(scene, promotionId, REVIEWER_TWO, 20);
  const deploymentId = await deploy(scene, promotionId);
  if (ending !== 'rolling-out') {
    await finish(scene, deploymentId, ending);
  }
}

async function evaluate(
  { portal, chatbot, version }: Scene,
  suite: 'golden' | 'smoke',
  occurredAt: Date,
  deploymentId?: string,
): Promise<void> {
  await portal.registry.reportEvaluation(
    inWordsOf(
      chatbot.name,
      demoEvaluation(version, suite, occurredAt, deploymentId),
    ),
    { chatbot: chatbot.name, occurredAt },
  );
}

async function request(
  { portal, chatbot, version, clock }: Scene,
  stage: string,
): Promise<string> {
  return portal.promotions.request({
    userRef: ENGINEER,
    chatbot: chatbot.name,
    version: version.version,
    stage,
    strategy: stage === 'production' ? 'canary' : 'all-at-once',
    occurredAt: clock.next(),
  });
}

async function approve(
  { portal, clock }: Scene,
  promotionId: string,
  userRef: string,
  minutes?: number,
): Promise<void> {
  await portal.promotions.decide({
    userRef,
    promotionId,
    decision: 'approve',
    comment: 'Scores hold on every topic.',
    occurredAt: clock.next(minutes),
  });
}

async function deploy(
  { portal, chatbot, version, clock }: Scene,
  promotionId: string,
): Promise<string> {
  const permitId = await portal.promotions.issuePermit({
    chatbot: chatbot.name,
    promotionId,
    occurredAt: clock.next(),
  });
  const deploymentId = await portal.deployments.start({
    chatbot: chatbot.name,
    promotionId,
    permitId,
    run: demoRun(version),
    occurredAt: clock.next(1),
  });
  for (const [index, step] of STEPS.entries()) {
    await portal.deployments.reportStep(
      { ...step, sequence: index + 1, status: 'healthy' },
      { chatbot: chatbot.name, deploymentId, occurredAt: clock.next(2) },
    );
  }
  return deploymentId;
}

async function finish(
  { portal, chatbot, clock }: Scene,
  deploymentId: string,
  outcome: Api.DeploymentOutcomeReport['outcome'],
): Promise<void> {
  await portal.deployments.reportOutcome(
    { outcome },
    { chatbot: chatbot.name, deploymentId, occurredAt: clock.next() },
  );
}
