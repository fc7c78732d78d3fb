import { Page } from 'playwright-core';
import { openPage } from './navigation';

/** What the engineer types into the form of the chatbot template. */
export interface NewChatbot {
  name: string;
  title: string;
  purpose: string;
}

/** From the Create page to the finished task, by click. Answers the task's id. */
export async function createChatbot(
  page: Page,
  chatbot: NewChatbot,
): Promise<string> {
  await openPage(page, 'Create');
  await page.getByRole('heading', { name: 'GenAI chatbot' }).waitFor();
  await page.getByRole('button', { name: 'Choose' }).click();
  for (const [label, text] of [
    ['Name', chatbot.name],
    ['Title', chatbot.title],
    ['Purpose', chatbot.purpose],
  ]) {
    await page.getByRole('textbox', { name: label }).fill(text);
  }
  await page.getByRole('textbox', { name: 'Owner' }).click();
  await page.getByRole('option', { name: 'Chatbot team' }).click();
  // The choices of the next three pages have sensible defaults.
  for (const heading of [
    'Model provider',
    'Workflow files for a CI system',
    'Files for you to apply',
  ]) {
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(heading).first().waitFor();
  }
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('cell', { name: chatbot.purpose }).waitFor();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL('**/create/tasks/*');
  await page
    .getByRole('link', { name: 'Open the chatbot' })
    .waitFor({ timeout: 120_000 });
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
