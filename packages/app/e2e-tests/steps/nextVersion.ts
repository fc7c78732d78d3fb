import assert from 'node:assert/strict';
import { join } from 'node:path';
import { MainJob, NEW_CHATBOT } from '../MainJob';
import { contentTab, openPage } from '../navigation';
import { requestPromotion } from '../promotions';
import { pushChange } from '../pushChange';

const MINUTE = 60_000;
const RULE = '- Name the section of the handbook that the answer comes from.';

/** A second version by a push alone; what it changes is shown before anybody decides. */
export async function isCompared(job: MainJob) {
  const { engineer, gitHost, reader, reviewers, version } = job;
  const { prompts } = await reader.version(NEW_CHATBOT.name, version.version);
  const system = prompts.find(({ name }) => name === 'system')?.text;
  assert.ok(system);
  await pushChange({
    remote: gitHost.remote(NEW_CHATBOT.name),
    folder: join(job.folder, 'repository'),
    message: 'Name the section of the handbook',
    edit: {
      'prompts/system.v2.md': () => `${system.trimEnd()}\n${RULE}\n`,
    },
  });
  await gitHost.success(
    NEW_CHATBOT.name,
    run =>
      run.path.startsWith('ci.yml@') && run.display_title.startsWith('Name'),
    10 * MINUTE,
  );
  const [next] = await reader.versions(NEW_CHATBOT.name);
  assert.notEqual(next.version, version.version);

  await job.openChatbot(engineer);
  const { page } = engineer;
  await engineer.press(contentTab(page, 'Versions'));
  for (const name of [version.version, next.version]) {
    await engineer.selectRow(page.getByRole('row', { name }));
  }
  await engineer.press(
    page.getByRole('link', { name: 'Compare', exact: true }),
  );
  await page.getByRole('heading', { name: 'Compare versions' }).waitFor();
  await page.getByText(RULE).first().waitFor();
  await page.getByRole('heading', { name: 'Scores' }).waitFor();

  await job.openChatbot(engineer);
  job.next = await requestPromotion(engineer, { stage: 'staging' });
  const [one] = reviewers;
  await openPage(one, 'Approvals');
  await one.openEntry(
    one.page.getByRole('link', { name: new RegExp(next.version) }).first(),
  );
  await one.page.getByRole('heading', { name: 'What changes' }).waitFor();
  await one.page
    .getByRole('link', { name: new RegExp(version.version) })
    .first()
    .waitFor();
  await one.page.getByText('system', { exact: true }).first().waitFor();
  await one.page.getByText('What policy asks').waitFor();
}
