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
      'src/prompts.ts': text => text.replace('system.v1.md', 'system.v2.md'),
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
  await contentTab(engineer, 'Versions').click();
  for (const name of [version.version, next.version]) {
    // The label is what a person sees and hits; the box itself lies below it.
    await engineer.getByRole('row', { name }).locator('label').click();
  }
  await engineer.getByRole('link', { name: 'Compare', exact: true }).click();
  await engineer.getByRole('heading', { name: 'Compare versions' }).waitFor();
  await engineer.getByText(RULE).first().waitFor();
  await engineer.getByRole('heading', { name: 'Scores' }).waitFor();

  await job.openChatbot(engineer);
  await requestPromotion(engineer, { stage: 'staging' });
  const [one] = reviewers;
  await openPage(one, 'Approvals');
  await one
    .getByRole('link', { name: new RegExp(next.version) })
    .first()
    .click();
  await one.getByRole('heading', { name: 'What changes' }).waitFor();
  await one
    .getByRole('link', { name: new RegExp(version.version) })
    .first()
    .waitFor();
  await one.getByText('system', { exact: true }).first().waitFor();
  await one.getByText('What policy asks').waitFor();
}
