import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { chatbotsPermissions } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decideOnChatbots } from './chatbotsPolicy';
import { decideOnOwnedThings } from './ownedThingsPolicy';

const README = resolve(__dirname, '../README.md');
const groups = { auditors: ['auditors'], administrators: ['administrators'] };

/** Cells of the table's rows, in order. */
function rowsOf(readme: string, row: RegExp): string[][] {
  return readme
    .split('\n')
    .filter(line => row.test(line))
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
    expect(rowsOf(readFileSync(README, 'utf8'), /^\| `chatbots\./)).toEqual(
      decided,
    );
  });

  it('tells whose things the policy leaves to whom', () => {
    const rows = rowsOf(
      readFileSync(README, 'utf8'),
      /^\| `(catalog|scaffolder|backend)\./,
    );
    const decided = rows.map(([cell]) => {
      const name = cell.replace(/`/g, '');
      return [
        cell,
        ...[[], groups.administrators].map(ownershipEntityRefs =>
          inWords(
            decideOnOwnedThings(
              { name },
              { userEntityRef: 'user:default/somebody', ownershipEntityRefs },
              groups,
            ),
          ),
        ),
      ];
    });
    expect(rows).toHaveLength(6);
    expect(rows).toEqual(decided);
  });
});

function inWords(decision: PolicyDecision | undefined): string {
  if (decision?.result === AuthorizeResult.ALLOW) {
    return 'yes';
  }
  if (decision?.result !== AuthorizeResult.CONDITIONAL) {
    return 'no';
  }
  const conditions = JSON.stringify(decision.conditions);
  const owned = conditions.includes('IS_ENTITY_OWNER') && 'what they own';
  const started = conditions.includes('IS_TASK_OWNER') && 'what they started';
  return [
    owned || started || 'all',
    ...(conditions.includes('{"not":{"rule":"IS_ENTITY_KIND"')
      ? ['but nothing of the kinds']
      : []),
  ].join(', ');
}
