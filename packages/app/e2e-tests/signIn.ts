import type { Operator } from './operator';

/** Titles of the cards on the sign-in page. */
export type Role =
  | 'Engineer'
  | 'Reviewer one'
  | 'Reviewer two'
  | 'Lead'
  | 'Auditor'
  | 'Platform admin';

/** Signs in as a person does: opens the portal and presses a card. */
export async function signInAs(operator: Operator, url: string, role: Role) {
  const { page } = operator;
  await page.goto(url);
  await operator.press(
    page.getByRole('button', { name: `Sign in as ${role}` }),
    page.getByRole('heading', { name: role, exact: true }),
  );
  await page.getByRole('link', { name: 'Settings' }).waitFor();
}
