import { isIP } from 'node:net';
import * as z from 'zod';

/** Signatures by a key pair. With a shared secret, whoever can check a token could make one. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** The variable with the address of the database that counts what callers use. */
export const LIMITS_DATABASE = 'LIMITS_DATABASE_URL';

/** An address of a web origin as browsers send it: scheme, host and port, no path. */
const Origin = z.string().refine(isOrigin, {
  message:
    'an origin is written as in "https://intranet.example", without a path; http is taken on this machine alone',
});

/** Where an identity provider is; its own addresses come from its discovery document. */
const Issuer = z.url().refine(isSafeAddress, {
  message: 'an issuer is reached by https, or on this machine by http',
});

const common = {
  /** Origins of pages that may show the chat and ask it from a browser. */
  origins: z.array(Origin).max(100).default([]),
  /** What one caller may use in 24 hours from their first question on. */
  limits: z
    .strictObject({
      /** Where it is counted: in each process, or in PostgreSQL for all of them and over restarts. */
      store: z.enum(['memory', 'postgres']).default('memory'),
      /** Tokens in and out. */
      tokensPerDay: z.number().int().min(1).optional(),
      /** In the currency of `pricePerMillionTokens`. */
      costPerDay: z.number().positive().max(1_000).optional(),
      pricePerMillionTokens: z
        .strictObject({
          input: z.number().nonnegative(),
          output: z.number().nonnegative(),
        })
        .optional(),
    })
    .refine(
      ({ costPerDay, pricePerMillionTokens }) =>
        costPerDay === undefined || pricePerMillionTokens !== undefined,
      { message: 'costPerDay needs pricePerMillionTokens' },
    )
    .prefault({}),
};

/** Who may ask. Callers without groups read only documents that are everybody's. */
export const AccessSettings = z.discriminatedUnion('kind', [
  /** Everybody who reaches the port: this machine, or whom a proxy in front lets through. */
  z.strictObject({ kind: z.literal('none'), ...common }),
  /** Programs with a key of `CHATBOT_API_KEYS`. */
  z.strictObject({ kind: z.literal('api-key'), ...common }),
  /** People of an OpenID Connect provider, by bearer tokens. */
  z.strictObject({
    kind: z.literal('oidc'),
    issuer: Issuer,
    /** What tokens have to be made for. */
    audience: z.string().min(1),
    /**
     * The chat page as a public client of the provider (code flow with PKCE, no secret); `<address of the bot>/sign-in` is its
     * redirect URI. Without it, people paste a token.
     */
    clientId: z.string().min(1).optional(),
    /** What the chat page asks for, so that its tokens are for `audience`. */
    scopes: z.array(z.string().regex(/^[!-~]+$/)).default(['openid']),
    /** The claim with the caller's groups, a list of texts. */
    groupsClaim: z.string().min(1).default('groups'),
    algorithms: z
      .array(z.enum(ALGORITHMS))
      .min(1)
      .default(['RS256', 'PS256', 'ES256', 'EdDSA']),
    ...common,
  }),
]);
/** See the schema of the same name. */
export type AccessSettings = z.infer<typeof AccessSettings>;

/** Whether a host name or address is this machine alone. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return (
    name === 'localhost' ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  );
}

/** Whether what is sent there can't be read or changed on its way. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
  );
}

function isOrigin(text: string): boolean {
  return isSafeAddress(text) && new URL(text).origin === text;
}
