import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_CHATBOT,
  CHATBOT_PORTAL_API_VERSION,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { evaluationReport, versionReport } from '../client/reports';
import { eventually } from '../measure/eventually';
import { percentile } from '../measure/percentile';
import { phases } from '../measure/phases';
import { timed } from '../measure/timed';
import { BenchLine } from '../report/BenchLine';
import { Bench, BenchContext } from './Bench';
import { BenchChatbot } from './chatbots';
import { componentOf, evaluationRef, versionRef } from './entities';
import { settled } from './settled';

const SAMPLES = 40;
const WARM_UP = 3;
/** Every second round ends with an evaluation. */
const EVALUATION_EVERY = 2;
/** How often the catalog is asked, and how long: the same for both sides. */
const ASK = { every: 20, within: 30_000 };
/** The catalog's engine and its stitcher look for work once a second. */
const POLL_MS = 1000;
const TARGET = 1.3;

const OURS = 'bench-fresh';
const BASELINE = 'bench-baseline';

/**
 * How long it takes until the catalog answers by REST with what a pipeline reported, from the first byte of the report.
 * Baseline: one entity of the same kind by a provider's own delta, from the call of `applyMutation`.
 */
export const catalogFreshness: Bench = {
  name: 'freshness',
  async run(context) {
    const { portal } = context;
    await portal.baseline.add([componentOf(OURS), componentOf(BASELINE)]);
    const chatbot = await BenchChatbot.register(context, OURS);
    await readable(context, stringifyEntityRef(componentOf(BASELINE)));
    await readable(context, stringifyEntityRef(componentOf(OURS)));
    await settled(context);

    const taken: Record<'baseline' | 'version' | 'evaluation', number[]> = {
      baseline: [],
      version: [],
      evaluation: [],
    };
    const pauses = {
      baseline: phases(SAMPLES + WARM_UP, POLL_MS, 1),
      version: phases(SAMPLES + WARM_UP, POLL_MS, 2),
      evaluation: phases(SAMPLES + WARM_UP, POLL_MS, 3),
    };
    for (let i = 0; i < SAMPLES + WARM_UP; i += 1) {
      const keep = (side: keyof typeof taken, time: number) => {
        if (i >= WARM_UP) {
          taken[side].push(time);
        }
      };
      await sleep(pauses.baseline[i]);
      keep('baseline', await timed(() => addBaseline(context, i)));
      await sleep(pauses.version[i]);
      const report = chatbot.nextReport();
      keep(
        'version',
        await timed(async () => {
          const version = await chatbot.pipeline.post(
            '/api/chatbots/pipeline/v1/versions',
            report,
          );
          await readable(context, versionRef(OURS, version));
        }),
      );
      if (i % EVALUATION_EVERY === 0) {
        await sleep(pauses.evaluation[i]);
        keep(
          'evaluation',
          await timed(async () => {
            const evaluation = await chatbot.pipeline.post(
              '/api/chatbots/pipeline/v1/evaluations',
              evaluationReport(report.version, new Date()),
            );
            await readable(context, evaluationRef(OURS, evaluation));
          }),
        );
      }
    }
    return (['version', 'evaluation'] as const).flatMap(kind =>
      [0.5, 0.95].map((part): BenchLine => {
        const at = `p${part * 100}`;
        return {
          name: `catalog shows a reported ${kind}, ${at}`,
          baseline: { value: percentile(taken.baseline, part), unit: 'ms' },
          ours: { value: percentile(taken[kind], part), unit: 'ms' },
          ...(part === 0.95 ? { target: TARGET } : {}),
        };
      }),
    );
  },
};

async function addBaseline(context: BenchContext, i: number): Promise<void> {
  const { version, digest = '' } = versionReport(BASELINE, i + 1);
  const ref = versionRef(BASELINE, { version, digest });
  await context.portal.baseline.add([
    {
      apiVersion: CHATBOT_PORTAL_API_VERSION,
      kind: 'ModelVersion',
      metadata: {
        name: ref.split('/')[1],
        namespace: 'default',
        title: `Chatbot ${BASELINE} · ${version}`,
        annotations: { [ANNOTATION_CHATBOT]: BASELINE },
      },
      spec: {
        type: 'model-version',
        chatbot: `component:default/${BASELINE}`,
        owner: 'group:default/chatbot-team',
        version,
        digest,
        verdict: 'none',
        stages: [],
      },
    },
  ]);
  await readable(context, ref);
}

async function readable(context: BenchContext, ref: string): Promise<void> {
  const path = `/api/catalog/entities/by-name/${ref.replace(':', '/')}`;
  await eventually(
    `${ref} is in the catalog`,
    () => context.engineer.exists(path),
    ASK,
  );
}
