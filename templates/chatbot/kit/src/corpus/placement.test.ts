import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withFolder } from './fixtures/makeFiles.ts';
import { groupsOf } from './placement.ts';
import { readCorpus } from './readCorpus.ts';

const FILES = {
  'open.md': 'Open.',
  'hr/pay.md': 'Pay.',
  'hr/public/holidays.md': 'Holidays.',
  'hr/board/bonus.md': '---\ngroups: board\n---\nBonus.',
};

test('gives each chunk the groups and rights of the deepest folder that has any', async () => {
  await withFolder(FILES, async folder => {
    const { chunks, dropped } = await readCorpus({
      folder,
      groups: {
        './hr/': ['hr', 'board', 'hr'],
        'hr/public': [],
      },
      rights: { '.': 'internal', 'hr/public/holidays.md': 'CC-BY-4.0' },
    });
    assert.deepEqual(dropped, []);
    assert.deepEqual(
      chunks.map(({ id, groups, rights }) => [id, groups, rights]),
      [
        ['hr/board/bonus.md', ['board'], 'internal'],
        ['hr/pay.md', ['board', 'hr'], 'internal'],
        ['hr/public/holidays.md', undefined, 'CC-BY-4.0'],
        ['open.md', undefined, 'internal'],
      ],
    );
  });
});

test('drops a document that lets in a group which its folder is not for', async () => {
  await withFolder(FILES, async folder => {
    const { chunks, dropped } = await readCorpus({
      folder,
      groups: { hr: ['hr'] },
      rights: 'internal',
    });
    assert.deepEqual(
      chunks.map(({ id }) => id),
      ['hr/pay.md', 'hr/public/holidays.md', 'open.md'],
    );
    assert.deepEqual(
      dropped.map(({ document, reason }) => [document, reason]),
      [['hr/board/bonus.md', 'front-matter']],
    );
  });
});

test('refuses a rule for a folder that is not there, which would open its documents', async () => {
  await withFolder(FILES, async folder => {
    await assert.rejects(readCorpus({ folder, groups: { HR: ['hr'] } }), {
      message: 'groups names HR, and there is no such folder or document.',
    });
    await assert.rejects(readCorpus({ folder, rights: { archive: 'x' } }), {
      message: 'rights names archive, and there is no such folder or document.',
    });
  });
});

test('refuses names of groups that could be taken for others', async () => {
  await withFolder(FILES, async folder => {
    for (const name of ['', ' hr', 'hr,board', 'hr\tboard']) {
      await assert.rejects(
        readCorpus({ folder, groups: { hr: [name] } }),
        /^Error: groups of hr has /,
      );
      assert.throws(() => groupsOf(undefined, [name]), {
        reason: 'front-matter',
      });
    }
  });
});
