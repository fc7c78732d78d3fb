import type { Operator } from './operator';

/** What is asked for in the dialog. */
export interface RequestedPromotion {
  stage: string;
  /** As the dialog names it. */
  strategy?: 'Canary';
}

/** From the chatbot's page, which is open, to the promotion's. Answers the promotion's id. */
export async function requestPromotion(
  operator: Operator,
  { stage, strategy }: RequestedPromotion,
): Promise<string> {
  const { page } = operator;
  await operator.press(
    page.getByRole('button', { name: `Request ${stage}: every check passes` }),
  );
  const dialog = page.getByRole('dialog', { name: 'Request a promotion' });
  await dialog.waitFor();
  if (strategy) {
    await operator.choose(
      dialog.getByRole('button', { name: /Strategy$/ }),
      page.getByRole('option', { name: strategy }),
    );
  }
  await operator.press(
    dialog.getByRole('button', { name: 'Request', exact: true }),
  );
  await page.getByText(`The promotion to ${stage} is requested.`).waitFor();
  await operator.keepsFocus('a request was sent');
  await operator.press(page.getByRole('link', { name: 'Open the promotion' }));
  await page.waitForURL('**/chatbots/promotions/*');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Approves on the promotion's page. */
export async function approve(
  operator: Operator,
  comment: string,
): Promise<void> {
  const { page } = operator;
  await operator.press(page.getByRole('button', { name: 'Approve…' }));
  const dialog = page.getByRole('dialog');
  await operator.fill(dialog.getByLabel('Comment'), comment);
  await operator.press(
    dialog.getByRole('button', { name: 'Approve', exact: true }),
  );
  await page.getByText(comment).first().waitFor();
  await dialog.waitFor({ state: 'detached' });
  await operator.keepsFocus('a decision');
}
