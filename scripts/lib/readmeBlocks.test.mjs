import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyBlock, installCommands, readBlocks } from './readmeBlocks.mjs';

const README = `# thing

## Install

\`\`\`sh
yarn add thing
\`\`\`

\`\`\`ts
// packages/backend/src/index.ts
backend.add(import('thing'));
\`\`\`

## Use

\`\`\`sh
thing --help
\`\`\`
`;
const INDEX = `import x;

backend.add(
  import('old'),
);
backend.start();
`;

describe('readBlocks', () => {
  it('tells section, language and file', () => {
    assert.deepEqual(readBlocks(README), [
      { section: 'Install', language: 'sh', text: 'yarn add thing\n' },
      {
        section: 'Install',
        language: 'ts',
        file: 'packages/backend/src/index.ts',
        text: "backend.add(import('thing'));\n",
      },
      { section: 'Use', language: 'sh', text: 'thing --help\n' },
    ]);
  });

  it('takes a comment with more than a path for code', () => {
    const [block] = readBlocks('```ts\n// see a.ts for more\n```');
    assert.equal(block.file, undefined);
    assert.equal(block.text, '// see a.ts for more\n');
  });
});

describe('installCommands', () => {
  it('are those of the section Install', () => {
    assert.equal(installCommands(README), 'yarn add thing\n');
  });
});

describe('applyBlock', () => {
  it('adds to a backend before it starts', () => {
    const block = { language: 'ts', file: 'a.ts', text: 'backend.add(1);\n' };
    assert.equal(
      applyBlock(block, 'backend.start();\n'),
      'backend.add(1);\n\nbackend.start();\n',
    );
  });

  it('makes the file that is not there', () => {
    const block = { language: 'yaml', file: 'a.yaml', text: 'a: 1\n' };
    assert.equal(applyBlock(block, undefined), 'a: 1\n');
  });

  it('changes what a diff names', () => {
    const text = " backend.add(\n-  import('old'),\n+  import('new'),\n );\n";
    const block = { language: 'diff', file: 'a.ts', text };
    assert.equal(applyBlock(block, INDEX), INDEX.replace('old', 'new'));
  });

  it('refuses a diff of lines that are not there', () => {
    const text = " backend.add(\n-  import('other'),\n );\n";
    const block = { language: 'diff', file: 'a.ts', text };
    assert.throws(() => applyBlock(block, INDEX), /does not have these lines/);
  });
});
