import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createChatbot } from '../createChatbot';
import { eventually } from '../eventually';
import { filesWith, tablesWith } from '../findText';
import { MainJob, NEW_CHATBOT } from '../MainJob';
import { contentTab, openPage } from '../navigation';
import { TestPortal } from '../startPortal';
import { watchPipeline } from '../watchPipeline';

const MINUTE = 60_000;

/** The first look at a portal that was just started. */
export async function seesExamples({ reader, engineer }: MainJob) {
  await eventually(
    async () => {
      const found = await reader.get('/api/chatbots/v1/chatbots');
      return (await found.json()).items.length >= 4 ? true : undefined;
    },
    { what: 'The example history is there', timeout: 3 * MINUTE },
  );
  const { page } = engineer;
  await openPage(engineer, 'Chatbots');
  for (const name of [
    'Support bot',
    'HR bot',
    'Docs bot',
    'Returns assistant',
  ]) {
    await page.getByText(name, { exact: true }).first().waitFor();
  }

  await engineer.openRow(page.getByRole('row', { name: /Support bot/ }));

  await page.getByText('What runs where').waitFor();
  for (const tab of ['Versions', 'Evaluations', 'Stages']) {
    await contentTab(page, tab).waitFor();
  }
}

/** From the form to a repository, an entity, a registered chatbot and a secret that stays one. */
export async function scaffolds(job: MainJob) {
  const { engineer, gitHost, portal, reader } = job;
  const task = await createChatbot(engineer, NEW_CHATBOT);

  const repository = await (await gitHost.ask(NEW_CHATBOT.name)).json();
  assert.equal(repository.private, true);
  const [first] = await (
    await gitHost.ask(NEW_CHATBOT.name, '/commits')
  ).json();
  assert.deepEqual(
    [first.commit.author.name, first.commit.author.email],
    ['Engineer', 'engineer@chatbot-portal.example'],
  );
  const overview = await reader.get(
    `/api/chatbots/v1/chatbots/${NEW_CHATBOT.name}`,
  );
  assert.equal(
    (await overview.json()).chatbot.repository.id,
    String(repository.id),
  );

  // The token is in the host's secret store, and in no place of the scaffolder's or of a log.
  const token = await job.pipelineToken();
  assert.match(token, /^cpt_/);
  await expectNowhere(portal, token);
  for (const path of [`tasks/${task}`, `tasks/${task}/events`]) {
    const answer = await reader.get(`/api/scaffolder/v2/${path}`);
    assert.doesNotMatch(await answer.text(), /cpt_/);
  }
}

/** A version with scores, without a command typed. */
export async function seesVersion(job: MainJob) {
  const { engineer, gitHost, reader } = job;
  await watchPipeline(engineer, async page => {
    await gitHost.success(
      NEW_CHATBOT.name,
      run => run.path.startsWith('ci.yml@'),
      15 * MINUTE,
    );
    await page.getByText('✓ Succeeded').first().waitFor();
    await page
      .getByText(/reported version/)
      .first()
      .waitFor();
    assert.ok(!(await page.content()).includes(await job.pipelineToken()));
  });
  [job.version] = await reader.versions(NEW_CHATBOT.name);
  const { version } = job.version;

  const { page: own } = engineer;
  await engineer.press(own.getByRole('link', { name: 'Open the chatbot' }));
  await own.getByRole('heading', { name: NEW_CHATBOT.title }).first().waitFor();
  await engineer.press(contentTab(own, 'Versions'));
  const row = own.getByRole('row', { name: version });
  await row.getByText('Pass').waitFor();
  await engineer.press(row.getByRole('link', { name: version }));

  await own.getByText('May it go out?').waitFor();
  await own.getByText('Every check for staging passes.').waitFor();
  await own.getByText('Answers keep to the passages').first().waitFor();
  await own.getByText(/checks? stands? in the way of production/).waitFor();
}

/** Looks through every row and every log of the portal. */
async function expectNowhere(portal: TestPortal, token: string) {
  const { databaseUrl, dataFolder } = portal;
  assert.deepEqual(await filesWith(join(dataFolder, 'logs'), token), []);
  if (!databaseUrl) {
    assert.deepEqual(await filesWith(join(dataFolder, 'db'), token), []);
    return;
  }
  const { read, found } = await tablesWith(databaseUrl, token);
  assert.ok(
    read.includes('backstage_plugin_scaffolder.public.tasks'),
    `tasks was not among ${read.length} tables`,
  );
  assert.deepEqual(found, []);
}
