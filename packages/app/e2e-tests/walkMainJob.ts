import { after, afterEach, before, describe, it, TestContext } from 'node:test';
import { MainJob, MainJobOptions, NEW_CHATBOT } from './MainJob';
import * as acceptance from './steps/acceptance';
import * as administrator from './steps/administrator';
import * as auditor from './steps/auditor';
import * as engineer from './steps/engineer';
import * as lead from './steps/lead';
import * as production from './steps/production';
import * as staging from './steps/staging';
import * as nextVersion from './steps/nextVersion';
import {
  audit,
  catalog,
  cockpit,
  evaluations,
  inbox,
  overview,
  stages,
  versionPage,
  webhooks,
} from './truth';

type Step = (job: MainJob) => Promise<void>;

const { name: CHATBOT } = NEW_CHATBOT;

/** The main job, in the order in which people live it; after each step, the pages that it changes are compared with the rows. */
const STEPS: readonly [string, Step, Step?][] = [
  [
    'shows the engineer the example chatbots and what one of them is',
    engineer.seesExamples,
    job =>
      job.compare([
        catalog,
        overview('support-bot'),
        stages('support-bot'),
        evaluations('support-bot'),
        inbox(),
      ]),
  ],
  [
    'gives the engineer a private repository, an entity and a registered chatbot from one form',
    engineer.scaffolds,
    job => job.compare([catalog, audit]),
  ],
  [
    'shows a version with scores and gates after a pipeline that nobody started',
    engineer.seesVersion,
    job =>
      job.compare([
        overview(CHATBOT),
        versionPage(CHATBOT, job.version.version),
        evaluations(CHATBOT),
      ]),
  ],
  [
    'lets a reviewer who did not propose it accept what the new chatbot is',
    acceptance.isAccepted,
    job =>
      job.compare([catalog, versionPage(CHATBOT, job.version.version), audit]),
  ],
  [
    'deploys to staging after one approval and tests the bot that runs there',
    staging.reachesStaging,
    job =>
      job.compare([
        cockpit(job.staging),
        overview(CHATBOT),
        stages(CHATBOT),
        versionPage(CHATBOT, job.version.version),
        evaluations(CHATBOT),
      ]),
  ],
  [
    'lets nobody but two reviewers release to production',
    production.isApprovedByTwo,
    job => job.compare([cockpit(job.production), inbox()]),
  ],
  [
    'rolls out in steps by a permit that works once',
    production.isRolledOutOnce,
    job =>
      job.compare([
        cockpit(job.production),
        overview(CHATBOT),
        stages(CHATBOT),
        catalog,
      ]),
  ],
  [
    'shows the reviewer what a changed prompt changes against what runs now',
    nextVersion.isCompared,
    async job => {
      await job.compare([inbox('reviewer-one')], job.reviewers[0]);
      await job.compare([
        cockpit(job.next),
        overview(CHATBOT),
        evaluations(CHATBOT),
        audit,
      ]);
    },
  ],
  [
    'shows the lead what runs where, and how it hangs together',
    lead.findsWhatRuns,
  ],
  [
    'lets the administrator close a rollout whose pipeline went silent',
    administrator.closesDeployment,
    job =>
      job.compare([
        cockpit(job.closed),
        overview('docs-bot'),
        stages('docs-bot'),
        catalog,
        webhooks,
      ]),
  ],
  [
    'lets the administrator propose another risk class, which counts once a reviewer accepts it',
    administrator.proposesFacts,
    job => job.compare([catalog, overview('docs-bot'), audit]),
  ],
  [
    'lets the administrator send to a receiver again what it missed while it was dead',
    administrator.redelivers,
    job => job.compare([webhooks]),
  ],
  [
    'gives the auditor evidence whose every byte counts',
    auditor.verifiesEvidence,
    job => job.compare([audit]),
  ],
];

/** Walks the main job on one database; each step stands on those before it. */
export function walkMainJob(
  how: string,
  options: () => Promise<MainJobOptions>,
): void {
  describe(`from an empty folder to verified evidence, on ${how}`, () => {
    let job: MainJob;
    let hasFailed = false;

    before(async () => {
      job = await MainJob.start(await options());
    });

    afterEach(async context => {
      if ('passed' in context && !context.passed && !hasFailed) {
        hasFailed = true;
        process.stderr.write(`${await job.portal.logs()}\n`);
      }
    });

    after(async () => {
      await job?.stop();
    });

    /** Each step stands on the one before: after a failure the rest is not tried. */
    const tryStep = (step: Step) => async (context: TestContext) => {
      if (hasFailed) {
        context.skip('A step before failed');
        return;
      }
      await step(job);
    };
    for (const [name, step, look] of STEPS) {
      it(name, tryStep(step));
      if (look) {
        it(
          `says on each page what the database holds, after it ${name}`,
          tryStep(look),
        );
      }
    }
  });
}
