import { JsonObject } from '@backstage/types';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';

/** Where the portal under measurement runs and what it keeps. */
export interface BenchPlace {
  port: number;
  /** An empty folder. */
  folder: string;
  /** `postgresql://…` of an empty server; SQLite files in the folder when absent. */
  databaseUrl?: string;
}

/** People who act in the benches, from `examples/org.yaml`. */
export const PEOPLE = ['engineer', 'auditor'] as const;

/**
 * The portal's configuration: as in production where it matters for speed, with demo sign-in on the loopback interface. Examples
 * are found from the root of the checkout.
 */
export function benchConfig(place: BenchPlace): JsonObject {
  const { port, folder, databaseUrl } = place;
  const url = `http://127.0.0.1:${port}`;
  return {
    app: { title: 'Bench', baseUrl: url },
    organization: { name: 'Bench' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: databaseUrl
        ? { client: 'pg', connection: databaseUrl }
        : {
            client: 'better-sqlite3',
            connection: { directory: join(folder, 'db') },
          },
    },
    auth: {
      environment: 'development',
      providers: { demo: { users: [...PEOPLE] } },
    },
    permission: { enabled: true },
    catalog: {
      processingInterval: { hours: 3 },
      rules: [{ allow: ['Component', 'Location'] }],
      locations: [
        {
          type: 'file',
          target: resolve('examples/org.yaml'),
          rules: [{ allow: ['User', 'Group'] }],
        },
      ],
    },
    chatbots: {
      governance: {
        trustedLocations: [`file:${resolve('examples/org.yaml')}`],
        registryReviewers: ['group:default/ai-governance'],
      },
      policy: { file: resolve('examples/policies/default.yaml') },
      permits: { signingKey: { privateKey: newKey() } },
      audit: {
        origin: 'bench/chatbots',
        signingKey: { privateKey: newKey() },
        eventKeys: [
          { id: 'bench', secret: randomBytes(32).toString('base64') },
        ],
        anchors: { file: { path: join(folder, 'checkpoints.jsonl') } },
      },
    },
  };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}
