import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { decideOnChatbots } from '@chatbot-portal/backstage-plugin-permission-backend-module-chatbots';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import request from 'supertest';
import { spec } from '../schema/generated/spec';
import { createTestDatabases } from '../__testUtils__/databases';
import { DEFAULT_POLICY, Scenario } from '../__testUtils__/governanceFixtures';
import { organisation } from '../__testUtils__/organisation';
import { registerWithToken } from '../__testUtils__/registryFixtures';
import { sampleRequests } from '../__testUtils__/sampleRequests';
import { startChatbots } from '../__testUtils__/startChatbots';

const databases = createTestDatabases();
const DOCUMENT = resolve(__dirname, '../../../../docs/access.md');

/** The demo policy, asked as the permission framework asks it: services pass, people by their groups. */
const permissions = mockServices.permissions.mock();
function answer(
  permission: { name: string },
  principal: { type?: string; userEntityRef?: string },
): AuthorizeResult.ALLOW | AuthorizeResult.DENY {
  if (principal.type === 'service') {
    return AuthorizeResult.ALLOW;
  }
  const user = organisation.find(
    entity =>
      `user:default/${entity.metadata.name}` === principal.userEntityRef,
  );
  const decision = decideOnChatbots(
    permission,
    user?.relations?.map(({ targetRef }) => targetRef),
    {
      auditors: ['group:default/auditors'],
      administrators: ['group:default/platform'],
    },
  );
  return decision?.result === AuthorizeResult.ALLOW
    ? AuthorizeResult.ALLOW
    : AuthorizeResult.DENY;
}
permissions.authorize.mockImplementation(async (requests, { credentials }) =>
  requests.map(({ permission }) => ({
    result: answer(permission, credentials.principal as object),
  })),
);
permissions.authorizeConditional.mockImplementation(
  async (requests, { credentials }) =>
    requests.map(({ permission }) => ({
      result: answer(permission, credentials.principal as object),
    })),
);

const ROLES = [
  'engineer',
  'lead',
  'auditor',
  'platform-admin',
  'reviewer-one',
  'reviewer-two',
] as const;

const NOBODY = mockCredentials.none.header();

interface Operation {
  id: string;
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
}

const operations: Operation[] = Object.entries(spec.paths).flatMap(
  ([path, item]) =>
    Object.entries(item as Record<string, { operationId: string }>).map(
      ([method, { operationId }]) => ({
        id: operationId,
        method: method as Operation['method'],
        path,
      }),
    ),
);

/** `yes` when the caller got past every check of who they are; else the status and why. */
function cell(response: request.Response): string {
  const { status, body } = response;
  return status === 401 || status === 403
    ? `${status} ${body.error?.reason ?? ''}`.trim()
    : 'yes';
}

async function observe(): Promise<string> {
  const knex = await databases.init('SQLITE_3');
  const { server, backend } = await startChatbots({
    knex,
    features: [permissions.factory],
    config: {
      permission: { enabled: true },
      chatbots: { policy: { file: DEFAULT_POLICY } },
    },
  });
  const scenario = await Scenario.begin(server);
  await scenario.version('1.0.0');
  const foreign = await registerWithToken(server, { name: 'other-bot' });
  const credentials: Record<string, string> = {
    nobody: NOBODY,
    'own pipeline': `Bearer ${scenario.token}`,
    'foreign pipeline': `Bearer ${foreign}`,
    service: mockCredentials.service.header(),
    ...Object.fromEntries(
      ROLES.map(role => [
        role,
        mockCredentials.user.header(`user:default/${role}`),
      ]),
    ),
  };
  const [evaluation] = await knex('evaluations').limit(1);
  const release = await openDeployment(scenario);
  const policy = await scenario
    .person('platform-admin', 'post', '/policies', {
      text: (
        await readFile(DEFAULT_POLICY, 'utf8')
      ).replace('count: 2', 'count: 1'),
    })
    .expect(201);
  const rows: string[] = [];
  for (const { id, method, path } of operations) {
    const promotionId = await openPromotion(scenario);
    const token = await scenario
      .person('engineer', 'post', '/chatbots/support-bot/tokens', {
        purpose: `for ${id}`,
      })
      .expect(201);
    const sample = sampleRequests({
      promotionId,
      ...release,
      policyNumber: policy.body.number,
      evaluationId: evaluation.id,
      tokenId: token.body.record.id,
      proposalId: await openProposal(scenario),
    })[id];
    if (!sample) {
      throw new Error(`Operation ${id} has no sample request`);
    }
    const url = path.replace(/\{(\w+)\}/g, (_, name) =>
      String(sample.path?.[name]),
    );
    const cells: string[] = [];
    for (const header of Object.values(credentials)) {
      const call = request(server)
        [method](`/api/chatbots${url}`)
        .query(sample.query ?? {});
      // The test's stand-in for Backstage's authentication wants to be told of nobody; the pipelines' own must not need it.
      if (header !== NOBODY || !/^\/(pipeline|external)/.test(path)) {
        call.set('Authorization', header);
      }
      cells.push(cell(await (sample.body ? call.send(sample.body) : call)));
    }
    rows.push(
      `| ${id} | \`${method.toUpperCase()} ${path}\` | ${cells.join(' | ')} |`,
    );
  }
  await backend.stop();
  return [
    '# Who may call what',
    '',
    '<!-- Written by UPDATE_DOCS=1 and compared by plugins/chatbots-backend/src/router/access.test.ts. -->',
    '',
    'One row for each operation of the API. `yes` means that the caller got past every check of who they are; the answer may',
    'still be another error. Everything else is the status and reason of the refusal, under the permission policy that ships',
    'with the portal. `own pipeline` is a pipeline token of the chatbot in question, `foreign pipeline` one of another chatbot.',
    '',
    `| operation | request | ${Object.keys(credentials).join(' | ')} |`,
    `| --- | --- | ${Object.keys(credentials)
      .map(() => '---')
      .join(' | ')} |`,
    ...rows,
    '',
  ].join('\n');
}

/** A permit and a deployment of the chatbot in question, so that what refuses a stranger is not that there are none. */
async function openDeployment(scenario: Scenario) {
  const digest = await scenario.version('2.0.0');
  const promotionId = await scenario.request('2.0.0', 'staging');
  await scenario.decide(promotionId, 'reviewer-one');
  const permit = await scenario
    .pipeline('post', `/promotions/${promotionId}/permit`)
    .expect(200);
  const { permitId } = permit.body;
  const deployment = await scenario
    .pipeline('post', `/permits/${permitId}/consume`, {
      idempotencyKey: 'sample',
      digest,
    })
    .expect(201);
  return { permitId, deploymentId: deployment.body.id };
}

async function openPromotion(scenario: Scenario): Promise<string> {
  const { body } = await scenario.person(
    'engineer',
    'get',
    '/promotions?state=requested&chatbot=support-bot',
  );
  return (
    body.items[0]?.id ??
    (await scenario.request('1.0.0', 'staging', 'engineer'))
  );
}

async function openProposal(scenario: Scenario): Promise<string> {
  const { body } = await scenario.person(
    'engineer',
    'get',
    '/facts-proposals?state=open&chatbot=support-bot',
  );
  if (body.items.length > 0) {
    return body.items[0].id;
  }
  const proposal = await scenario
    .person('engineer', 'post', '/chatbots/support-bot/facts-proposals', {
      riskClass: 'high',
    })
    .expect(201);
  return proposal.body.id;
}

describe('access', () => {
  it('is as the table in the docs says, for every operation and every kind of caller', async () => {
    const observed = await observe();
    if (process.env.UPDATE_DOCS) {
      await writeFile(DOCUMENT, observed);
    }
    expect(observed).toBe(await readFile(DOCUMENT, 'utf8'));
    const nobody = observed
      .split('\n')
      .filter(line => /^\| \w+ \| `/.test(line))
      .filter(line => line.split(' | ')[2] === 'yes')
      .map(line => line.split(' ')[1]);
    // Public keys are public, and the exchange takes its credential in the body.
    expect(nobody).toEqual(['GetPublicKeys']);
  }, 240_000);
});
