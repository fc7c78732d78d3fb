// Puts a button on a page that opens the chat. It needs no style and no script of the page's own:
//
//   <script src="https://bot.example/widget.js" defer data-label="Ask us" data-accent="#1f5493"></script>
//
// The page's content security policy has to name the bot's origin in script-src and frame-src, and the bot's
// chatbot.config.json the page's origin in access.origins. Colours also come from --chatbot-accent and --chatbot-on-accent.
(() => {
  const { src, dataset } = document.currentScript;
  const bot = new URL('.', src);
  const label = dataset.label || 'Ask the chatbot';
  const side = dataset.side === 'left' ? 'left' : 'right';

  const host = document.createElement('div');
  host.dataset.chatbot = '';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: light dark; --accent: var(--chatbot-accent, #1f5493); --on: var(--chatbot-on-accent, #ffffff); }
    button {
      background: var(--accent); border: 1px solid var(--on); border-radius: 1.5rem; bottom: 1rem; color: var(--on);
      cursor: pointer; font: 600 1rem/1.5 system-ui, sans-serif; ${side}: 1rem; max-width: calc(100vw - 2rem);
      min-height: 3rem; padding: 0.5rem 1.25rem; position: fixed; z-index: 2147483000;
    }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    div {
      background: Canvas; border: 1px solid GrayText; border-radius: 0.75rem; bottom: 5rem; box-sizing: border-box;
      height: min(40rem, calc(100dvh - 6rem)); overflow: hidden; position: fixed; ${side}: 1rem;
      width: min(26rem, calc(100vw - 2rem)); z-index: 2147483000;
    }
    div[hidden] { display: none; }
    iframe { border: 0; height: 100%; width: 100%; }
  `);
  root.adoptedStyleSheets = [sheet];
  for (const [name, value] of [
    ['--chatbot-accent', dataset.accent],
    ['--chatbot-on-accent', dataset.onAccent],
  ]) {
    if (value && CSS.supports('color', value)) {
      host.style.setProperty(name, value);
    }
  }

  const panel = document.createElement('div');
  panel.id = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', label);
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', panel.id);
  button.textContent = label;
  root.append(button, panel);

  let frame;
  function show(isOpen) {
    if (isOpen && !frame) {
      // Not before somebody wants it: a page that nobody asks on costs nothing.
      const address = new URL('.', bot);
      const style = getComputedStyle(host);
      for (const name of ['accent', 'on-accent']) {
        const value = style.getPropertyValue(`--chatbot-${name}`).trim();
        if (value) {
          address.searchParams.set(name, value);
        }
      }
      frame = document.createElement('iframe');
      frame.title = label;
      frame.src = address.href;
      panel.append(frame);
    }
    panel.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? frame : button).focus();
  }
  button.addEventListener('click', () => show(panel.hidden));
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !panel.hidden) {
      show(false);
    }
  });
  window.addEventListener('message', ({ origin, source, data }) => {
    if (
      frame &&
      origin === bot.origin &&
      source === frame.contentWindow &&
      data === 'chatbot:close'
    ) {
      show(false);
    }
  });
  const put = () => document.body.append(host);
  if (document.body) {
    put();
  } else {
    document.addEventListener('DOMContentLoaded', put);
  }
})();
