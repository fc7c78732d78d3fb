import { html } from './html';
import { page } from './page';

/** The sign-in form; with demo sign-in, one button lets anyone on this machine look. @internal */
export function loginPage(options: {
  target: string;
  demoSignIn: boolean;
  wrong?: boolean;
}): string {
  return page({
    title: 'Sign in',
    content: html`<div class="card padded narrow">
<h1>Sign in</h1>
<p class="soft">Repositories on this host are private.</p>
${
  options.wrong
    ? html`<p class="failure" role="alert">User or password is wrong.</p>`
    : undefined
}
${
  options.demoSignIn
    ? html`<form method="post" action="/user/demo">
          <input type="hidden" name="target" value="${options.target}" />
          <div class="actions">
            <button class="main">Continue as a demo user</button>
          </div>
        </form>
        <h2>Or with a password</h2>`
    : undefined
}
<form method="post" action="/user/login">
<input type="hidden" name="target" value="${options.target}">
<label for="username">User</label><input id="username" name="username" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<div class="actions"><button${
      options.demoSignIn ? '' : html` class="main"`
    }>Sign in</button></div>
</form></div>`,
  });
}
