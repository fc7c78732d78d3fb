import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { join } from 'node:path';
import { z } from 'zod';
import { globPattern } from '../workflows/glob';
import { JsonDocument } from './JsonDocument';

const logins = z.array(z.string());

/** What a rule says, by Gitea's own names; teams and deploy keys are kept, but this host has neither. @internal */
export const ruleSchema = z.object({
  priority: z.number().int(),
  enable_push: z.boolean(),
  enable_push_whitelist: z.boolean(),
  push_whitelist_usernames: logins,
  push_whitelist_teams: logins,
  push_whitelist_deploy_keys: z.boolean(),
  enable_force_push: z.boolean(),
  enable_force_push_allowlist: z.boolean(),
  force_push_allowlist_usernames: logins,
  force_push_allowlist_teams: logins,
  force_push_allowlist_deploy_keys: z.boolean(),
  enable_merge_whitelist: z.boolean(),
  merge_whitelist_usernames: logins,
  merge_whitelist_teams: logins,
  enable_bypass_allowlist: z.boolean(),
  bypass_allowlist_usernames: logins,
  bypass_allowlist_teams: logins,
  enable_status_check: z.boolean(),
  status_check_contexts: z.array(z.string()),
  required_approvals: z.number().int().min(0),
  enable_approvals_whitelist: z.boolean(),
  approvals_whitelist_username: logins,
  approvals_whitelist_teams: logins,
  block_on_rejected_reviews: z.boolean(),
  block_on_official_review_requests: z.boolean(),
  block_on_outdated_branch: z.boolean(),
  dismiss_stale_approvals: z.boolean(),
  ignore_stale_approvals: z.boolean(),
  require_signed_commits: z.boolean(),
  protected_file_patterns: z.string(),
  unprotected_file_patterns: z.string(),
  block_admin_merge_override: z.boolean(),
});

/** See {@link ruleSchema}. @internal */
export type ProtectionRule = z.infer<typeof ruleSchema>;

const protectionSchema = ruleSchema.extend({
  repositoryId: z.number(),
  rule_name: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A rule with its name, a branch or a glob of branches. @internal */
export type Protection = z.infer<typeof protectionSchema>;

const stateSchema = z.object({ protections: z.array(protectionSchema) });

type State = z.infer<typeof stateSchema>;

/** What Gitea takes for a field that nobody sent: nothing is allowed, nothing is asked for. */
const NOTHING = Object.fromEntries(
  Object.entries(ruleSchema.shape).map(([name, schema]) => {
    if (schema instanceof z.ZodBoolean) {
      return [name, false];
    }
    if (schema instanceof z.ZodArray) {
      return [name, []];
    }
    return [name, schema instanceof z.ZodString ? '' : 0];
  }),
) as ProtectionRule;

/** Branch protections of all repositories. @internal */
export class ProtectionStore {
  readonly #document: JsonDocument<State>;

  private constructor(document: JsonDocument<State>) {
    this.#document = document;
  }

  static async create(root: string): Promise<ProtectionStore> {
    return new ProtectionStore(
      await JsonDocument.open<State>(
        join(root, 'state', 'protections.json'),
        stateSchema,
        { protections: [] },
      ),
    );
  }

  list(repositoryId: number): Protection[] {
    return this.#document.value.protections
      .filter(known => known.repositoryId === repositoryId)
      .sort((a, b) => a.priority - b.priority);
  }

  find(repositoryId: number, name: string): Protection {
    const found = this.list(repositoryId).find(
      known => known.rule_name === name,
    );
    if (!found) {
      throw new NotFoundError("The target couldn't be found.");
    }
    return found;
  }

  /** The rule in force for a branch: one that names it exactly, else the first glob by priority. */
  inForce(repositoryId: number, branch: string): Protection | undefined {
    const rules = this.list(repositoryId);
    return (
      rules.find(({ rule_name: name }) => name === branch) ??
      rules.find(({ rule_name: name }) => globPattern(name).test(branch))
    );
  }

  async add(
    repositoryId: number,
    name: string,
    rule: Partial<ProtectionRule>,
  ): Promise<Protection> {
    if (!name) {
      throw new InputError('both rule_name and branch_name are empty');
    }
    return this.#document.update(draft => {
      const own = draft.protections.filter(
        known => known.repositoryId === repositoryId,
      );
      if (own.some(known => known.rule_name === name)) {
        throw new NotAllowedError('Branch protection already exist');
      }
      const now = new Date().toISOString();
      const added: Protection = {
        ...NOTHING,
        priority: own.length + 1,
        ...rule,
        repositoryId,
        rule_name: name,
        created_at: now,
        updated_at: now,
      };
      draft.protections.push(added);
      return added;
    });
  }

  async change(
    repositoryId: number,
    name: string,
    rule: Partial<ProtectionRule>,
  ): Promise<Protection> {
    this.find(repositoryId, name);
    return this.#document.update(draft => {
      const found = draft.protections.find(
        known =>
          known.repositoryId === repositoryId && known.rule_name === name,
      ) as Protection;
      return Object.assign(found, rule, {
        updated_at: new Date().toISOString(),
      });
    });
  }

  async remove(repositoryId: number, name?: string): Promise<void> {
    await this.#document.update(draft => {
      draft.protections = draft.protections.filter(
        known =>
          known.repositoryId !== repositoryId ||
          (name !== undefined && known.rule_name !== name),
      );
    });
  }
}
