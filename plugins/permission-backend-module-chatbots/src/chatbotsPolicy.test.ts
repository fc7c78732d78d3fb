import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  chatbotsPermissions,
  auditReadPermission,
} from '@chatbot-portal/backstage-plugin-chatbots-common';
import { decideOnChatbots } from './chatbotsPolicy';

const groups = {
  auditors: ['group:default/auditors'],
  administrators: ['group:default/platform'],
};

function allowed(refs: string[] | undefined): string[] {
  return chatbotsPermissions
    .filter(
      permission =>
        decideOnChatbots(permission, refs, groups)?.result ===
        AuthorizeResult.ALLOW,
    )
    .map(({ name }) => name);
}

const EVERYBODY = [
  'chatbots.chatbot.read',
  'chatbots.chatbot.register',
  'chatbots.facts.propose',
  'chatbots.facts.decide',
  'chatbots.token.manage',
  'chatbots.promotion.read',
  'chatbots.promotion.request',
  'chatbots.promotion.decide',
  'chatbots.policy.read',
  'chatbots.policy.activate',
];
const AUDIT = ['chatbots.audit.read', 'chatbots.audit.export'];

describe('decideOnChatbots', () => {
  it('lets a member of no special group look, request and be considered', () => {
    expect(allowed(['user:default/engineer'])).toEqual(EVERYBODY);
  });

  it('opens the audit log to auditors, and no administration', () => {
    expect(allowed(['group:default/auditors'])).toEqual([
      ...EVERYBODY,
      ...AUDIT,
    ]);
  });

  it('gives administrators everything', () => {
    expect(allowed(['group:default/platform'])).toHaveLength(
      chatbotsPermissions.length,
    );
  });

  it('denies everything to nobody', () => {
    expect(allowed(undefined)).toEqual([]);
  });

  it('leaves other plugins alone', () => {
    expect(
      decideOnChatbots({ name: 'catalog.entity.read' }, [], groups),
    ).toBeUndefined();
    expect(decideOnChatbots(auditReadPermission, [], groups)?.result).toBe(
      AuthorizeResult.DENY,
    );
  });
});
