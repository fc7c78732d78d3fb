import { authorization, signOut } from './access.js';

// Everything the bot says is put in as text, never as HTML.
const messages = document.getElementById('messages');
const form = document.getElementById('ask');
const input = document.getElementById('question');
const status = document.getElementById('status');
const restart = document.getElementById('restart');

/** The conversation that the next question goes on with. */
let thread;

form.addEventListener('submit', async event => {
  event.preventDefault();
  const question = input.value.trim();
  if (question === '') {
    return;
  }
  input.value = '';
  form.querySelector('button').disabled = true;
  status.textContent = 'Looking it up …';
  element(messages, 'li', {
    className: 'message question',
    textContent: question,
  });
  const item = element(messages, 'li', { className: 'message answer' });
  const text = element(item, 'div');
  try {
    const answer = await ask(question, part => {
      text.textContent += part;
    });
    thread = answer.thread;
    restart.hidden = thread === undefined;
    showAnswer(text, answer);
    showAsked(item, answer);
    showSources(item, answer);
    showFeedback(item, answer.id);
    status.textContent = '';
  } catch (error) {
    text.textContent ||= 'No answer.';
    status.textContent = error.message;
    if (error.code === 'thread-not-found' || error.code === 'thread-full') {
      thread = undefined;
      input.value = question;
      status.textContent =
        error.code === 'thread-full'
          ? 'This conversation has had all its questions. Ask again to begin a new one.'
          : 'This conversation has ended. Ask again to begin a new one.';
    }
  }
  // For what else is on the page, such as the developer's panel.
  document.dispatchEvent(new CustomEvent('chatbot:answered', { detail: item }));
  form.querySelector('button').disabled = false;
  input.focus({ preventScroll: true });
  window.scrollTo({ top: document.body.scrollHeight });
});

restart.addEventListener('click', async () => {
  restart.disabled = true;
  try {
    const { ok, status: code } = await send(`api/threads/${thread}`, {
      method: 'DELETE',
    });
    if (!ok && code !== 404) {
      throw new Error(
        'The conversation could not be deleted. Try again later.',
      );
    }
    thread = undefined;
    restart.hidden = true;
    messages.replaceChildren();
    status.textContent = 'The conversation was deleted.';
  } catch (error) {
    status.textContent = error.message;
  }
  restart.disabled = false;
  input.focus();
});

async function ask(question, onText) {
  const response = await post(
    'api/chat',
    { question, thread },
    { accept: 'text/event-stream' },
  );
  if (!response.ok) {
    const { error } = await response.json();
    if (response.status === 401) {
      signOut(error.message);
    }
    throw Object.assign(new Error(error.message), { code: error.code });
  }
  let buffer = '';
  for await (const chunk of response.body.pipeThrough(
    new TextDecoderStream(),
  )) {
    buffer += chunk;
    const events = buffer.split('\n\n');
    buffer = events.pop();
    for (const block of events) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
      const value = JSON.parse(data);
      if (name === 'text') {
        onText(value.text);
      } else if (name === 'done') {
        return value;
      } else {
        throw new Error(value.message);
      }
    }
  }
  throw new Error(
    'The connection ended before the answer was complete. Ask again.',
  );
}

/** Numbers that the answer cites become links to their sources. */
function showAnswer(text, { id, answer, sources, generated }) {
  if (generated) {
    text.dataset.generatedBy = generated.by;
    text.dataset.digitalSourceType = generated.digitalSourceType;
  }
  text.textContent = '';
  for (const part of answer.split(/(\[\d+\])/)) {
    const number = /^\[(\d+)\]$/.exec(part)?.[1];
    if (!sources.some(source => source.cited && source.number === +number)) {
      text.append(part);
      continue;
    }
    const anchor = sourceId(id, number);
    const link = element(text, 'a', { href: `#${anchor}`, textContent: part });
    link.setAttribute('aria-label', `Source ${number}`);
    link.addEventListener('click', event => {
      event.preventDefault();
      const details = document.getElementById(anchor);
      details.open = true;
      details.querySelector('summary').focus();
    });
  }
}

/** What a follow-up was taken to mean, so that a person sees where it was misread. */
function showAsked(item, { asked }) {
  if (asked !== undefined) {
    element(item, 'p', {
      className: 'asked',
      textContent: `Understood as: ${asked}`,
    });
  }
}

function showSources(item, { id, sources }) {
  const cited = sources.filter(source => source.cited);
  if (cited.length === 0) {
    return;
  }
  const box = element(item, 'div', { className: 'sources' });
  element(box, 'h2', { textContent: cited.length > 1 ? 'Sources' : 'Source' });
  for (const { number, title, text } of cited) {
    const details = element(box, 'details', { id: sourceId(id, number) });
    element(details, 'summary', { textContent: `[${number}] ${title}` });
    element(details, 'p', { textContent: text });
  }
}

function sourceId(answerId, number) {
  return `source-${answerId}-${number}`;
}

function showFeedback(item, answerId) {
  const row = element(item, 'div', { className: 'feedback' });
  element(row, 'span', { textContent: 'Was this helpful?' });
  for (const [rating, label] of [
    ['helpful', 'Yes'],
    ['not-helpful', 'No'],
  ]) {
    const button = element(row, 'button', {
      type: 'button',
      textContent: label,
    });
    button.setAttribute(
      'aria-label',
      `${label}, the answer was ${label === 'Yes' ? '' : 'not '}helpful`,
    );
    button.addEventListener('click', async () => {
      try {
        const { ok } = await post('api/feedback', { answerId, rating });
        row.textContent = ok
          ? 'Thank you.'
          : 'That could not be stored. Try again later.';
      } catch (error) {
        status.textContent = error.message;
      }
    });
  }
}

function post(path, body, headers = {}) {
  return send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function send(path, request) {
  try {
    return await fetch(path, {
      ...request,
      headers: { ...request.headers, ...authorization() },
    });
  } catch {
    throw new Error('The bot cannot be reached. Try again later.');
  }
}

function element(parent, tag, properties = {}) {
  const node = Object.assign(document.createElement(tag), properties);
  parent.append(node);
  return node;
}
