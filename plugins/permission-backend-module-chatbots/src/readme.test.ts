import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { chatbotsPermissions } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decideOnChatbots } from './chatbotsPolicy';

const README = resolve(__dirname, '../README.md');
const groups = { auditors: ['auditors'], administrators: ['administrators'] };

/** Cells of the table's rows, in order. */
function rowsOf(readme: string): string[][] {
  return readme
    .split('\n')
    .filter(line => line.startsWith('| `chatbots.'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

describe('README', () => {
  it('tells what the policy decides', () => {
    const decided = chatbotsPermissions.map(permission => [
      `\`${permission.name}\``,
      permission.attributes.action,
      ...[[], groups.auditors, groups.administrators].map(refs =>
        decideOnChatbots(permission, refs, groups)?.result ===
        AuthorizeResult.ALLOW
          ? 'yes'
          : 'no',
      ),
    ]);
    expect(rowsOf(readFileSync(README, 'utf8'))).toEqual(decided);
  });
});
