import { ConflictError, NotFoundError } from '@backstage/errors';
import { randomBytes, scryptSync } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonDocument } from './JsonDocument';
import { assertOwnerName } from './names';
import { equalInConstantTime, sha256 } from './sha256';

const tokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  scopes: z.array(z.string()),
  sha256: z.string(),
  lastEight: z.string(),
  createdAt: z.string(),
});

const accountSchema = z.object({
  login: z.string(),
  email: z.string(),
  fullName: z.string(),
  isAdmin: z.boolean(),
  /** Salt and scrypt hash; an account without one can't sign in by password. */
  password: z.string().optional(),
  tokens: z.array(tokenSchema),
});

const stateSchema = z.object({
  nextTokenId: z.number(),
  accounts: z.array(accountSchema),
});

type State = z.infer<typeof stateSchema>;

/** An account: who signs in, and whose address commits carry. @internal */
export type Account = z.infer<typeof accountSchema>;

/** An access token as it is kept: its SHA-256, never itself. @internal */
export type AccessToken = z.infer<typeof tokenSchema>;

/** What a new account is made of. @internal */
export interface NewAccount {
  login: string;
  email?: string;
  fullName?: string;
  password?: string;
  isAdmin?: boolean;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Accounts and their access tokens. @internal */
export class AccountStore {
  readonly #document: JsonDocument<State>;

  private constructor(document: JsonDocument<State>) {
    this.#document = document;
  }

  /** Opens the store; the site administrator and the configured accounts exist afterwards. */
  static async create(
    root: string,
    administrator: string,
    configured: readonly NewAccount[],
  ): Promise<AccountStore> {
    const store = new AccountStore(
      await JsonDocument.open<State>(
        join(root, 'state', 'accounts.json'),
        stateSchema,
        { nextTokenId: 1, accounts: [] },
      ),
    );
    for (const account of [
      { login: administrator, isAdmin: true },
      ...configured,
    ]) {
      if (!store.find(account.login)) {
        await store.add(account);
      }
    }
    return store;
  }

  find(login: string): Account | undefined {
    return this.#document.value.accounts.find(known =>
      same(known.login, login),
    );
  }

  /** The account that a commit's address belongs to, as Gitea finds it: by the address alone. */
  findByEmail(email: string): Account | undefined {
    return this.#document.value.accounts.find(known =>
      same(known.email, email),
    );
  }

  async add(input: NewAccount): Promise<Account> {
    assertOwnerName(input.login);
    const email = input.email ?? `${input.login}@noreply.localhost`;
    return this.#document.update(draft => {
      if (draft.accounts.some(known => same(known.login, input.login))) {
        throw new ConflictError(`user already exists [name: ${input.login}]`);
      }
      const account: Account = {
        login: input.login,
        email,
        fullName: input.fullName ?? '',
        isAdmin: input.isAdmin ?? false,
        ...(input.password && { password: hashPassword(input.password) }),
        tokens: [],
      };
      draft.accounts.push(account);
      return account;
    });
  }

  /** The account with this login and password. */
  signIn(login: string, password: string): Account | undefined {
    const account = this.find(login);
    if (!account?.password) {
      return undefined;
    }
    const [salt] = account.password.split(':');
    return equalInConstantTime(hashPassword(password, salt), account.password)
      ? account
      : undefined;
  }

  /** Issues a token; this answer is the only time it is seen. */
  async issueToken(
    login: string,
    name: string,
    scopes: string[],
  ): Promise<{ record: AccessToken; token: string }> {
    const token = randomBytes(20).toString('hex');
    const record = await this.#document.update(draft => {
      const account = mustFind(draft, login);
      if (account.tokens.some(known => known.name === name)) {
        throw new ConflictError('access token name has been used already');
      }
      const added: AccessToken = {
        id: draft.nextTokenId,
        name,
        scopes,
        sha256: sha256(token),
        lastEight: token.slice(-8),
        createdAt: new Date().toISOString(),
      };
      draft.nextTokenId += 1;
      account.tokens.push(added);
      return added;
    });
    return { record, token };
  }

  async revokeToken(login: string, idOrName: string): Promise<void> {
    await this.#document.update(draft => {
      const account = mustFind(draft, login);
      const rest = account.tokens.filter(
        known => known.name !== idOrName && String(known.id) !== idOrName,
      );
      if (rest.length === account.tokens.length) {
        throw new NotFoundError('access token does not exist');
      }
      account.tokens = rest;
    });
  }

  findByToken(
    token: string,
  ): { account: Account; token: AccessToken } | undefined {
    const hash = sha256(token);
    for (const account of this.#document.value.accounts) {
      const found = account.tokens.find(known =>
        equalInConstantTime(known.sha256, hash),
      );
      if (found) {
        return { account, token: found };
      }
    }
    return undefined;
  }
}

function hashPassword(
  password: string,
  salt = randomBytes(16).toString('hex'),
) {
  return `${salt}:${scryptSync(password, salt, 32).toString('hex')}`;
}

function mustFind(draft: State, login: string): Account {
  const account = draft.accounts.find(known => same(known.login, login));
  if (!account) {
    throw new NotFoundError(`user does not exist [name: ${login}]`);
  }
  return account;
}
