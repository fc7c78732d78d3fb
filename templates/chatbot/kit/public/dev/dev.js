// The developer's panel below each answer. Only `npm run dev` serves it. Everything is put in as text, never as HTML.
const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = 'dev/dev.css';
document.head.append(style);

let requestId = null;
const plainFetch = window.fetch;
window.fetch = async (...request) => {
  const response = await plainFetch(...request);
  if (request[0] === 'api/chat') {
    requestId = response.headers.get('x-request-id');
  }
  return response;
};

document.addEventListener('chatbot:answered', async ({ detail: item }) => {
  const response = await plainFetch(`dev/traces/${requestId}`);
  if (response.ok) {
    show(item, await response.json());
  }
});

function show(item, { steps, passages, citations, calls }) {
  const panel = element(item, 'details', { className: 'dev' });
  const whole = steps
    .filter(({ name }) => !name.includes(':'))
    .reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  element(panel, 'summary', {
    textContent: `How: ${passages.length} passages, ${tokensOf(calls)}, ${time(
      whole,
    )}`,
  });
  table(
    panel,
    'Passages',
    ['', 'Score', 'Passage', 'Cited'],
    passages.map(({ id, score }, i) => [
      `[${i + 1}]`,
      score.toFixed(3),
      id,
      citations.includes(id) ? 'yes' : '',
    ]),
  );
  table(
    panel,
    'Time',
    ['Step', 'Time'],
    steps.map(({ name, milliseconds }) => [name, time(milliseconds)]),
  );
  for (const { prompt, failure } of calls) {
    for (const { role, text } of prompt) {
      const part = element(panel, 'details');
      element(part, 'summary', { textContent: `Prompt as sent: ${role}` });
      element(part, 'pre', { textContent: text, tabIndex: 0 });
    }
    if (failure) {
      element(panel, 'p', { textContent: `The model failed: ${failure}` });
    }
  }
}

function tokensOf(calls) {
  const counted = calls.flatMap(({ tokens }) => tokens ?? []);
  if (calls.length === 0) {
    return 'model not asked';
  }
  if (counted.length === 0) {
    return 'tokens not counted';
  }
  const sum = kind => counted.reduce((total, one) => total + one[kind], 0);
  return `${sum('input')} tokens in, ${sum('output')} out`;
}

function time(milliseconds) {
  return `${milliseconds.toFixed(1)} ms`;
}

function table(parent, title, names, rows) {
  const box = element(parent, 'table');
  element(box, 'caption', { textContent: title });
  const head = element(element(box, 'thead'), 'tr');
  names.forEach(textContent => element(head, 'th', { textContent }));
  const body = element(box, 'tbody');
  for (const cells of rows) {
    const row = element(body, 'tr');
    cells.forEach(textContent => element(row, 'td', { textContent }));
  }
}

function element(parent, tag, properties = {}) {
  const node = Object.assign(document.createElement(tag), properties);
  parent.append(node);
  return node;
}
