import { AuthenticationError } from '@backstage/errors';
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { AccountStore } from '../store/AccountStore';
import { equalInConstantTime, sha256 } from '../store/sha256';
import { writeFileAtomically } from '../store/writeFileAtomically';
import type { Identity } from './Identity';

const COOKIE = 'git_host_session';
const SESSION_HOURS = 12;

/** What the authenticator needs. @internal */
export interface AuthenticatorOptions {
  root: string;
  username: string;
  password: string;
  accounts: AccountStore;
}

/**
 * Turns credentials into an {@link Identity}: basic auth, `token`/`Bearer`, or (pages only) a signed cookie.
 *
 * @internal
 */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #sessionKey: string;
  readonly #jobs = new Map<string, Identity>();

  private constructor(options: AuthenticatorOptions, sessionKey: string) {
    this.#options = options;
    this.#sessionKey = sessionKey;
  }

  static async create(options: AuthenticatorOptions): Promise<Authenticator> {
    const file = join(options.root, 'state', 'session.key');
    let key: string;
    try {
      key = readFileSync(file, 'utf8');
    } catch {
      key = randomBytes(32).toString('hex');
      await writeFileAtomically(file, key);
    }
    return new Authenticator(options, key);
  }

  /** Who the Authorization header stands for; undefined without one, an error when it is wrong. */
  fromHeader(request: IncomingMessage): Identity | undefined {
    const header = request.headers.authorization;
    if (header === undefined) {
      return undefined;
    }
    const [scheme, value = ''] = header.split(/ +(.*)/s);
    let identity: Identity | undefined;
    if (/^basic$/i.test(scheme)) {
      const [username, password = ''] = Buffer.from(value, 'base64')
        .toString()
        .split(/:(.*)/s);
      identity =
        this.#fromPassword(username, password) ?? this.#fromToken(password);
    } else if (/^(token|bearer)$/i.test(scheme)) {
      identity =
        this.#fromToken(value) ??
        this.#fromPassword(this.#options.username, value);
    }
    if (!identity) {
      throw new AuthenticationError(
        'user does not exist or the password is wrong',
      );
    }
    return identity;
  }

  /** Who a browser's session cookie stands for. */
  fromCookie(request: IncomingMessage): Identity | undefined {
    const cookies = (request.headers.cookie ?? '').split(/; */);
    const found = cookies.find(cookie => cookie.startsWith(`${COOKIE}=`));
    const [payload, signature] = (found ?? '')
      .slice(COOKIE.length + 1)
      .split('.');
    if (
      !payload ||
      !signature ||
      !equalInConstantTime(signature, this.#sign(payload))
    ) {
      return undefined;
    }
    const [expires, kind, name] = Buffer.from(payload, 'base64url')
      .toString()
      .split(' ');
    if (Number(expires) < Date.now()) {
      return undefined;
    }
    return kind === 'user' ? this.#user(name) : { kind: 'session', name };
  }

  /** The Set-Cookie value that keeps a browser signed in. `Lax`, so that links from the portal arrive signed in. */
  sessionCookie(identity: Identity): string {
    const expires = Date.now() + SESSION_HOURS * 3_600_000;
    const payload = Buffer.from(
      `${expires} ${identity.kind} ${identity.name}`,
    ).toString('base64url');
    return `${COOKIE}=${payload}.${this.#sign(
      payload,
    )}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_HOURS * 3600}`;
  }

  /** The Set-Cookie value that ends a session. */
  static endedCookie(): string {
    return `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
  }

  /** Checks the password form of the sign-in page. */
  signIn(username: string, password: string): Identity | undefined {
    return this.#fromPassword(username, password);
  }

  /** A token that lives as long as its job: reads its repository, writes its packages. */
  issueJobToken(repositoryId: number): string {
    const token = `jt_${randomBytes(24).toString('hex')}`;
    this.#jobs.set(sha256(token), {
      kind: 'job-token',
      name: 'gitea-actions',
      repositoryId,
    });
    return token;
  }

  revokeJobToken(token: string): void {
    this.#jobs.delete(sha256(token));
  }

  #fromPassword(username: string, password: string): Identity | undefined {
    const right =
      equalInConstantTime(username, this.#options.username) &&
      equalInConstantTime(password, this.#options.password);
    return right ||
      (username !== this.#options.username &&
        this.#options.accounts.signIn(username, password))
      ? this.#user(username)
      : undefined;
  }

  #user(name: string): Identity | undefined {
    const account = this.#options.accounts.find(name);
    return (
      account && {
        kind: 'user',
        name: account.login,
        isAdmin: account.isAdmin,
      }
    );
  }

  #fromToken(token: string): Identity | undefined {
    const job = this.#jobs.get(sha256(token));
    if (job) {
      return job;
    }
    const found = this.#options.accounts.findByToken(token);
    return (
      found && {
        kind: 'user',
        name: found.account.login,
        isAdmin: found.account.isAdmin,
        scopes: found.token.scopes,
      }
    );
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#sessionKey)
      .update(payload)
      .digest('base64url');
  }
}
