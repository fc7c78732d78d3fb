import { openPage } from './navigation';
import type { Operator } from './operator';

/** What the engineer types into the form of the chatbot template. */
export interface NewChatbot {
  name: string;
  title: string;
  purpose: string;
}

/** From the Create page to the finished task. Answers the task's id. */
export async function createChatbot(
  operator: Operator,
  chatbot: NewChatbot,
): Promise<string> {
  const { page } = operator;
  await openPage(operator, 'Create');
  await page.getByRole('heading', { name: 'GenAI chatbot' }).waitFor();
  await operator.press(page.getByRole('button', { name: 'Choose' }));
  for (const [label, text] of [
    ['Name', chatbot.name],
    ['Title', chatbot.title],
    ['Purpose', chatbot.purpose],
  ]) {
    await operator.fill(page.getByRole('textbox', { name: label }), text);
  }
  await operator.choose(
    page.getByRole('textbox', { name: 'Owner' }),
    page.getByRole('option', { name: 'Chatbot team' }),
  );
  // The choices of the next three pages have sensible defaults.
  for (const heading of [
    'Model provider',
    'Workflow files for a CI system',
    'Files for you to apply',
  ]) {
    await operator.press(page.getByRole('button', { name: 'Next' }));
    await page.getByText(heading).first().waitFor();
  }
  await operator.press(page.getByRole('button', { name: 'Review' }));
  await page.getByRole('cell', { name: chatbot.purpose }).waitFor();
  await operator.press(page.getByRole('button', { name: 'Create' }));
  await page.waitForURL('**/create/tasks/*');
  await page
    .getByRole('link', { name: 'Open the chatbot' })
    .waitFor({ timeout: 120_000 });
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
