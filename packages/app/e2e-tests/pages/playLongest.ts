import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { eventually } from '../eventually';
import { PortalClient } from '../PortalClient';
import { LONGEST } from './longestNames';
import {
  evaluationReport,
  longestRepository,
  versionReport,
} from './longestReports';

const API = '/api/chatbots/v1';
const PIPELINE = '/api/chatbots/pipeline/v1';
type Send = <T>(path: string, body?: object) => Promise<T>;

/** The people and the pipeline of the chatbot with the longest names. */
interface Cast {
  engineer: Send;
  reviewers: Send[];
  pipeline: Send;
}

async function answerOf<T>(path: string, response: Response): Promise<T> {
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

function post(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function person(url: string, user: string): Promise<Send> {
  const client = await PortalClient.as(url, user);
  return async (path, body) =>
    answerOf(path, await client.send(API + path, body && post(body)));
}

function pipelineOf(url: string, token: string): Send {
  return async (path, body) => {
    const init = body ? post(body) : {};
    const headers = { ...init.headers, Authorization: `Bearer ${token}` };
    const address = url + PIPELINE + path;
    return answerOf(path, await fetch(address, { ...init, headers }));
  };
}

async function request(
  { engineer }: Cast,
  version: string,
  stage: string,
): Promise<string> {
  const { id } = await engineer<Api.Promotion>(
    `/chatbots/${LONGEST.chatbot}/promotions`,
    {
      version,
      stage,
      strategy: stage === 'production' ? 'canary' : 'all-at-once',
      comment: LONGEST.comment,
    },
  );
  return id;
}

async function approve({ reviewers }: Cast, id: string, count: number) {
  for (const reviewer of reviewers.slice(0, count)) {
    const { promotion } = await reviewer<Api.PromotionDetail>(
      `/promotions/${id}`,
    );
    await reviewer(`/promotions/${id}/decisions`, {
      decision: 'approve',
      bindingDigest: promotion.bindingDigest,
      comment: LONGEST.comment,
    });
  }
}

async function deploy(
  { pipeline }: Cast,
  id: string,
  outcome: 'deployed' | 'rolled-back',
): Promise<string> {
  const { digest } = await pipeline<Api.PipelinePromotion>(`/promotions/${id}`);
  const { permitId } = await pipeline<Api.Permit>(
    `/promotions/${id}/permit`,
    {},
  );
  const { id: deploymentId } = await pipeline<Api.Deployment>(
    `/permits/${permitId}/consume`,
    { idempotencyKey: `run-${id}`, digest },
  );
  const healthy = outcome === 'deployed';
  for (const [index, weight] of [0, 10, 50].entries()) {
    await pipeline(`/deployments/${deploymentId}/steps`, {
      sequence: index + 1,
      name: LONGEST.step,
      weight,
      status: healthy || index < 2 ? 'healthy' : 'unhealthy',
      message: LONGEST.message,
    });
  }
  await pipeline(`/deployments/${deploymentId}/outcome`, {
    outcome,
    message: LONGEST.message,
  });
  return deploymentId;
}

async function report({ pipeline }: Cast, index: number) {
  await pipeline('/versions', versionReport(index));
  await pipeline('/evaluations', evaluationReport(index, 'golden'));
}

async function toStaging(cast: Cast, index: number) {
  const id = await request(cast, LONGEST.versions[index], 'staging');
  await approve(cast, id, 1);
  const deploymentId = await deploy(cast, id, 'deployed');
  for (const suite of ['smoke', 'golden'] as const) {
    const body = evaluationReport(index, suite, deploymentId);
    await cast.pipeline('/evaluations', body);
  }
}

async function register(engineer: Send) {
  await eventually(
    async () =>
      engineer('/chatbots', {
        name: LONGEST.chatbot,
        title: LONGEST.title,
        purpose: LONGEST.purpose,
        owner: `group:default/${LONGEST.group}`,
        riskClass: 'high',
        repository: longestRepository,
      }).catch(refused => {
        // The catalog may not know the owning group's members yet.
        if (/not-allowed/.test(refused.message)) {
          return undefined;
        }
        throw refused;
      }),
    { what: 'The owner may register the chatbot', timeout: 60_000 },
  );
}

/** Another person accepts what is proposed of the chatbot. */
async function accept(reviewer: Send) {
  const { items } = await reviewer<Api.FactsProposalList>(
    `/facts-proposals?view=decide&chatbot=${LONGEST.chatbot}`,
  );
  const [{ id, digest }] = items;
  await reviewer(`/facts-proposals/${id}/decision`, {
    decision: 'accept',
    digest,
  });
}

/**
 * Registers a chatbot with the longest names, by the API that people and pipelines use: one version in production, one that was
 * rolled back, one that waits for its second approval. Another class and owner are proposed for it at last.
 */
export async function playLongest(url: string): Promise<void> {
  const engineer = await person(url, 'engineer');
  await register(engineer);
  const { token } = await engineer<Api.IssuedPipelineToken>(
    `/chatbots/${LONGEST.chatbot}/tokens`,
    { purpose: 'pages' },
  );
  const cast: Cast = {
    engineer,
    reviewers: [
      await person(url, 'reviewer-one'),
      await person(url, 'reviewer-two'),
    ],
    pipeline: pipelineOf(url, token),
  };
  await accept(cast.reviewers[0]);
  for (const [index, version] of LONGEST.versions.entries()) {
    await report(cast, index);
    await toStaging(cast, index);
    const id = await request(cast, version, 'production');
    const isLast = index === LONGEST.versions.length - 1;
    await approve(cast, id, isLast ? 1 : 2);
    if (!isLast) {
      await deploy(cast, id, index === 0 ? 'deployed' : 'rolled-back');
    }
  }
  await engineer(`/chatbots/${LONGEST.chatbot}/facts-proposals`, {
    riskClass: 'limited',
    owner: 'group:default/chatbot-team',
    reason: LONGEST.comment,
  });
}
