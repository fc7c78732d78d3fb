import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Prompts } from './prompts.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { sha256 } from '../text/digest.ts';
import { unseenParts } from '../text/readText.ts';

test('inserts values as they are', () => {
  const prompts = Prompts.fromTexts({
    system: 's',
    answer: 'P: {{passages}} Q: {{ question }}',
  });
  const text = prompts.render('answer', {
    passages: "$& $1 $' {{question}}",
    question: '\\{{passages}}',
  });
  assert.equal(text, "P: $& $1 $' {{question}} Q: \\{{passages}}");
});

test('refuses a template that names an unknown value', () => {
  const prompts = Prompts.fromTexts({ system: '{{secret}}', answer: '' });
  assert.throws(
    () => prompts.render('system', { audience: 'people', refusal: 'no' }),
    /unknown value: secret/,
  );
});

test('braces can be written by a backslash', () => {
  const render = (answer: string) =>
    Prompts.fromTexts({ system: '', answer }).render('answer', {
      passages: 'p',
      question: 'q',
    });
  assert.equal(
    render(
      'Write \\{{name}} where a name would stand; the answer is {"a": {"b": 1}}.\n',
    ),
    'Write {{name}} where a name would stand; the answer is {"a": {"b": 1}}.\n',
  );
  assert.equal(
    render('\\\\{{question}} \\{{ question }}'),
    '\\q {{ question }}',
  );
});

test('a prompt is its bytes: what is no UTF-8 is refused with file and place, and a byte order mark and CRLF count', () => {
  const folder = temporaryFolder();
  const digest = (system: string | Buffer) => {
    writeFileSync(join(folder, 'answer.v1.md'), 'a');
    writeFileSync(join(folder, 'system.v1.md'), system);
    return Prompts.fromFolder(folder).files()[0]?.digest;
  };
  assert.throws(
    () => digest(Buffer.from('Nie lügen.\n', 'latin1')),
    ({ message }: Error) =>
      message.includes(`system.v1.md:1:6 is not UTF-8: the byte 0xfc`),
  );
  assert.throws(
    () => digest(Buffer.from('Nie l\xf6gen.\n', 'latin1')),
    /byte 0xf6/,
  );
  assert.throws(() => digest(Buffer.from('\ufeffx', 'utf16le')), /UTF-16/);
  assert.throws(() => digest(Buffer.of(0x1f, 0x8b, 8)), /gzip/);
  for (const text of [
    '\ufeffNever reveal secrets.\n',
    'Never reveal secrets.\r\nBe brief.\r\n',
    'Nie lügen. 🚀 \ufffd',
  ]) {
    assert.equal(digest(text), sha256(Buffer.from(text)));
  }
  assert.deepEqual(unseenParts('p.md', '\ufeffa\r\n'), [
    'p.md begins with a byte order mark (BOM)',
    'p.md has lines that end in CRLF',
  ]);
  assert.deepEqual(unseenParts('p.md', 'a\n'), []);
});

test('the kit has a prompt for follow-ups of its own, which a file of the repository replaces', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'answer.v1.md'), 'a');
  writeFileSync(join(folder, 'system.v1.md'), 's');
  const rewrite = () => Prompts.fromFolder(folder).files()[2];
  const own = rewrite();
  assert.deepEqual([own?.name, own?.file], ['rewrite', undefined]);
  assert.match(own?.text ?? '', /<follow-up>\{\{question\}\}<\/follow-up>/);
  writeFileSync(join(folder, 'rewrite.v1.md'), 'old');
  writeFileSync(join(folder, 'rewrite.v2.md'), '{{history}} {{question}}');
  const { file, text, digest } = rewrite()!;
  assert.deepEqual(
    [file, text, digest],
    ['rewrite.v2.md', '{{history}} {{question}}', sha256(text)],
  );
  assert.notEqual(digest, own?.digest);
});

test('another text has another digest', () => {
  const digest = (system: string) =>
    Prompts.fromTexts({ system, answer: '' }).files()[0]?.digest;
  assert.notEqual(digest('a'), digest('b'));
  assert.equal(
    digest('a'),
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  );
});
