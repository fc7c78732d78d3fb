/** The one style sheet: light and dark by the system's choice, one column on a phone. @internal */
export const STYLES = `
:root { color-scheme: light dark; --text: #1d2433; --soft: #566074; --line: #d9dee8; --page: #f6f7fa; --card: #fff;
  --link: #1f5fbf; --good: #1b7340; --bad: #b3261e; --busy: #8a5a00; --code: #f0f2f6; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9f0; --soft: #a3acbf; --line: #333b4b; --page: #12151c;
  --card: #1a1f2a; --link: #8ab4f8; --good: #6fd08c; --bad: #ff8a80; --busy: #f2c46d; --code: #10141b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 16px; }
header { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; }
header strong { font-size: 16px; }
header form { margin-left: auto; }
h1 { font-size: 22px; line-height: 1.3; margin: 8px 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 24px 0 8px; }
p { margin: 4px 0 12px; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.card + form, .card + .card { margin-top: 12px; }
.padded { padding: 16px; }
.rows { list-style: none; margin: 0; padding: 0; }
.rows li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 10px 16px;
  border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }
.rows .grow { flex: 1 1 240px; min-width: 0; overflow-wrap: anywhere; }
nav.tabs { display: flex; gap: 20px; border-bottom: 1px solid var(--line); margin: 8px 0 16px; }
nav.tabs a { padding: 8px 0; color: var(--soft); }
nav.tabs a[aria-current] { color: var(--text); border-bottom: 2px solid var(--link); }
.status { font-weight: 600; white-space: nowrap; }
.success { color: var(--good); } .failure, .timed-out { color: var(--bad); }
.running, .queued, .skipped, .interrupted, .cancelled { color: var(--busy); }
pre { margin: 0; padding: 16px; background: var(--code); overflow: auto; font: 13px/1.5 ui-monospace, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
button { font: inherit; padding: 6px 14px; border: 1px solid var(--line); border-radius: 6px; background: var(--card);
  color: var(--text); cursor: pointer; }
button.main { background: var(--link); color: var(--card); border-color: var(--link); }
label { display: block; margin: 12px 0 4px; }
input, textarea { font: inherit; width: 100%; padding: 8px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--page); color: var(--text); }
.narrow { max-width: 420px; margin: 32px auto; }
.actions { margin-top: 16px; display: flex; gap: 12px; flex-wrap: wrap; }
`;
