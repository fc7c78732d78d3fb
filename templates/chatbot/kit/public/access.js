// Who asks: the key or token that goes with each request. It stays in this page, and is gone with it.
const signIn = document.getElementById('sign-in');
const ask = document.getElementById('ask');
const note = document.getElementById('sign-in-note');
/** Whether people sign in at their provider, in a window of its own, or enter a key here. */
const opensWindow = signIn !== null && 'window' in signIn.dataset;
let credential;

/** Headers that say who asks; none where nobody is asked. */
export function authorization() {
  return credential ? { authorization: `Bearer ${credential}` } : {};
}

/** Asks for the key or token again, after the bot did not take it. */
export function signOut(message) {
  if (signIn) {
    credential = undefined;
    show(message);
  }
}

function show(message = '') {
  const isIn = credential !== undefined;
  signIn.hidden = isIn;
  ask.hidden = !isIn;
  note.textContent = message;
  const next = isIn
    ? 'question'
    : opensWindow
    ? 'sign-in-button'
    : 'credential';
  document.getElementById(next).focus();
}

if (signIn) {
  ask.hidden = true;
  signIn.addEventListener('submit', event => {
    event.preventDefault();
    if (opensWindow) {
      openSignIn();
      return;
    }
    const input = document.getElementById('credential');
    credential = input.value.trim();
    input.value = '';
    show();
  });
}

function openSignIn() {
  const opened = window.open(
    'sign-in',
    'chatbot-sign-in',
    'popup,width=480,height=640',
  );
  if (!opened) {
    note.textContent = 'The browser did not open the window to sign in.';
    return;
  }
  const take = ({ origin, source, data }) => {
    if (origin === window.location.origin && source === opened) {
      window.removeEventListener('message', take);
      credential = data.signedIn;
      show();
    }
  };
  window.addEventListener('message', take);
}

// A page that shows the chat in a frame may give it its colours, and closes it when asked to.
const colours = new URLSearchParams(window.location.search);
for (const [name, property] of [
  ['accent', '--accent'],
  ['on-accent', '--on-accent'],
]) {
  const value = colours.get(name);
  if (value && CSS.supports('color', value)) {
    document.documentElement.style.setProperty(property, value);
  }
}
if (window.parent !== window) {
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      // It holds nothing, so it does not matter which page gets it.
      window.parent.postMessage('chatbot:close', '*');
    }
  });
}
