import { html, type Html } from './html';

/** What every page has. @internal */
export interface PageOptions {
  title: string;
  content: Html;
  /** Seconds after which the browser loads the page again. */
  refreshSeconds?: number;
  signedInAs?: string;
}

/** The frame of all pages; there is no script on any. @internal */
export function page(options: PageOptions): string {
  const { refreshSeconds, signedInAs } = options;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refreshSeconds &&
        html`<meta http-equiv="refresh" content="${refreshSeconds}" />`}
        <title>${options.title} · Git host</title>
        <link rel="stylesheet" href="/assets/styles.css" />
      </head>
      <body>
        <header>
          <strong><a href="/">Git host</a></strong
          ><span class="soft">for development, on this machine only</span>
          ${signedInAs &&
          html`<form method="post" action="/user/logout">
            <span class="soft">${signedInAs}</span> <button>Sign out</button>
          </form>`}
        </header>
        <main>${options.content}</main>
      </body>
    </html> `.text;
}
