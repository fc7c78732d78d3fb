import { after, afterEach, before, describe, it, TestContext } from 'node:test';
import { MainJob } from './MainJob';
import { StartPortalOptions } from './startPortal';
import * as acceptance from './steps/acceptance';
import * as administrator from './steps/administrator';
import * as auditor from './steps/auditor';
import * as engineer from './steps/engineer';
import * as lead from './steps/lead';
import * as production from './steps/production';
import * as staging from './steps/staging';
import * as nextVersion from './steps/nextVersion';

type Step = (job: MainJob) => Promise<void>;

/** The main job, in the order in which people live it. */
const STEPS: readonly [string, Step][] = [
  [
    'shows the engineer the example chatbots and what one of them is',
    engineer.seesExamples,
  ],
  [
    'gives the engineer a private repository, an entity and a registered chatbot from one form',
    engineer.scaffolds,
  ],
  [
    'shows a version with scores and gates after a pipeline that nobody started',
    engineer.seesVersion,
  ],
  [
    'lets a reviewer who did not propose it accept what the new chatbot is',
    acceptance.isAccepted,
  ],
  [
    'deploys to staging after one approval and tests the bot that runs there',
    staging.reachesStaging,
  ],
  [
    'lets nobody but two reviewers release to production',
    production.isApprovedByTwo,
  ],
  [
    'rolls out in steps by a permit that works once',
    production.isRolledOutOnce,
  ],
  [
    'shows the reviewer what a changed prompt changes against what runs now',
    nextVersion.isCompared,
  ],
  [
    'shows the lead what runs where, and how it hangs together',
    lead.findsWhatRuns,
  ],
  [
    'lets the administrator close a rollout whose pipeline went silent',
    administrator.closesDeployment,
  ],
  [
    'lets the administrator send to a receiver again what it missed while it was dead',
    administrator.redelivers,
  ],
  [
    'gives the auditor evidence whose every byte counts',
    auditor.verifiesEvidence,
  ],
];

/** Walks the main job on one database; each step stands on those before it. */
export function walkMainJob(
  database: string,
  options: () => Promise<StartPortalOptions>,
): void {
  describe(`from an empty folder to verified evidence, on ${database}`, () => {
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
    for (const [name, step] of STEPS) {
      it(name, tryStep(step));
    }
  });
}
