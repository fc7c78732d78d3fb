import { createHash } from 'node:crypto';

const CHATBOT = 'greeter-bot';
const VERSION = '1.0.0-0a1b2c3-1';
const digestOf = text => createHash('sha256').update(text).digest('hex');

/** Where the chatbot's code is. */
export const REPOSITORY = {
  host: 'git.example.com',
  id: '4711',
  owner: 'bots',
  name: CHATBOT,
  defaultBranch: 'main',
};

const AUTHOR_EMAIL = 'author@example.com';

/** The group that the policy wants approvals of, somebody in it, and who wrote the commits. */
export const PEOPLE = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'ai-governance' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'reviewer' },
    spec: { memberOf: ['ai-governance'] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'author' },
    spec: { profile: { email: AUTHOR_EMAIL }, memberOf: ['guests'] },
  },
];

/** The Component of the chatbot, as its repository would describe it. */
export function chatbotEntity(owner) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: CHATBOT,
      title: 'Greeter bot',
      annotations: { 'chatbot-portal.io/chatbot': CHATBOT },
    },
    spec: { type: 'chatbot', lifecycle: 'production', owner },
  };
}

/**
 * Registers a chatbot as a person, reports a version and its evaluation as that
 * chatbot's pipeline, and requests a promotion: that promotion, its version and
 * the path of the chatbot's entity.
 */
export async function tellStory({ url, userToken, owner }) {
  const call = (token, path, body) =>
    callPortal({ url, token, method: 'POST', path, body });
  const { id: repositoryId } = REPOSITORY;
  await call(userToken, '/v1/chatbots', {
    name: CHATBOT,
    title: 'Greeter bot',
    owner,
    riskClass: 'minimal',
    repository: {
      host: REPOSITORY.host,
      id: repositoryId,
      url: `https://${REPOSITORY.host}/${REPOSITORY.owner}/${REPOSITORY.name}`,
    },
  });
  const issued = await call(userToken, `/v1/chatbots/${CHATBOT}/tokens`, {
    purpose: 'pipeline',
  });

  const run = { id: '1' };
  const commit = digestOf('commit').slice(0, 40);
  await call(issued.token, '/pipeline/v1/versions', {
    version: VERSION,
    run,
    bundle: {
      source: { repositoryId, commit },
      baseModel: { provider: 'local', name: 'echo' },
      parameters: {},
      prompts: [],
      datasets: [],
      hyperparameters: {},
      artifacts: [
        {
          name: 'bot.tgz',
          mediaType: 'application/gzip',
          digest: digestOf('artifact'),
          size: 8,
        },
      ],
    },
    commits: [
      {
        sha: commit,
        parents: [],
        author: { email: AUTHOR_EMAIL },
        committer: { email: AUTHOR_EMAIL },
      },
    ],
  });
  const now = new Date().toISOString();
  await call(issued.token, '/pipeline/v1/evaluations', {
    version: VERSION,
    run,
    suite: 'golden',
    dataset: { name: 'golden', revision: '1', digest: digestOf('dataset') },
    judge: { name: 'exact', kind: 'deterministic', digest: digestOf('judge') },
    metrics: [
      {
        name: 'faithfulness',
        value: 0.91,
        direction: 'higher-is-better',
        unit: 'ratio',
        sampleCount: 40,
      },
      {
        name: 'cost',
        value: 0.012,
        direction: 'lower-is-better',
        unit: 'usd',
        sampleCount: 40,
      },
    ],
    startedAt: now,
    finishedAt: now,
  });

  const promotion = await call(
    userToken,
    `/v1/chatbots/${CHATBOT}/promotions`,
    { version: VERSION, stage: 'staging' },
  );
  return {
    version: VERSION,
    promotion,
    entityPath: `component/default/${CHATBOT}`,
  };
}

/** Asks the portal's backend; an answer that is no success throws. */
export async function callPortal({ url, token, method = 'GET', path, body }) {
  const response = await fetch(`${url}/api/chatbots${path}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      'Content-Type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return JSON.parse(text);
}
