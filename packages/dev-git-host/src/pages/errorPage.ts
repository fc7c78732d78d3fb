import { html } from './html';
import { page } from './page';

/** Says what went wrong and where to go from here. @internal */
export function errorPage(status: number, message: string): string {
  const title = status === 404 ? 'There is nothing here' : 'That did not work';
  return page({
    title,
    content: html`<h1>${title}</h1>
      <p>${message}</p>
      <p><a href="/">All repositories</a></p>`,
  });
}
