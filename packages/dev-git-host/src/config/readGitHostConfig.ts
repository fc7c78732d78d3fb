import { ConfigSources, StaticConfigSource } from '@backstage/config-loader';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { GitHostOptions } from '../GitHostOptions';
import { writeFileAtomically } from '../store/writeFileAtomically';

const configSchema = z.strictObject({
  port: z.coerce.number().int().min(0).max(65_535).default(7008),
  address: z.string().default('127.0.0.1'),
  root: z.string().default('data/git-host'),
  username: z.string().default('portal'),
  password: z.string().optional(),
  passwordFile: z.string().optional(),
  organizations: z.array(z.string()).optional(),
  accounts: z
    .array(
      z.strictObject({
        login: z.string(),
        email: z.string(),
        fullName: z.string().optional(),
      }),
    )
    .optional(),
  portalUrl: z.string().optional(),
  demoSignIn: z.boolean().optional(),
  maxPackageBytes: z.coerce.number().int().positive().optional(),
  runner: z
    .strictObject({
      timeoutSeconds: z.coerce.number().positive().optional(),
      concurrency: z.coerce.number().int().min(1).max(8).optional(),
      maxLogBytes: z.coerce.number().int().positive().optional(),
    })
    .optional(),
});

/** The closest folder upwards that holds an app-config.yaml; `start` itself when there is none. */
function projectFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'app-config.yaml'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      return start;
    }
  }
}

/**
 * Reads the `gitHost` section of the app-config files at or above `start` (or those named by `--config`); `GIT_HOST_PORT`,
 * `GIT_HOST_PASSWORD`, `GIT_HOST_ROOT` and `CHATBOT_PORTAL_URL` win over it. Without a password one is made and kept in a file.
 *
 * @internal
 */
export async function readGitHostConfig(
  start: string,
  argv: string[],
  environment: NodeJS.ProcessEnv,
): Promise<GitHostOptions> {
  const folder = projectFolder(start);
  const hasFile =
    existsSync(join(folder, 'app-config.yaml')) || argv.includes('--config');
  const source = hasFile
    ? ConfigSources.default({ rootDir: folder, argv, watch: false })
    : StaticConfigSource.create({ data: {} });
  const config = await ConfigSources.toConfig(source);
  let section: z.infer<typeof configSchema>;
  try {
    const overrides = {
      port: environment.GIT_HOST_PORT,
      password: environment.GIT_HOST_PASSWORD,
      root: environment.GIT_HOST_ROOT,
      portalUrl: environment.CHATBOT_PORTAL_URL,
    };
    const raw = config.getOptional('gitHost');
    const baseUrl = config.getOptionalString('backend.baseUrl');
    section = configSchema.parse({
      ...(baseUrl && { portalUrl: baseUrl }),
      ...(typeof raw === 'object' ? raw : {}),
      ...Object.fromEntries(
        Object.entries(overrides).filter(([, value]) => value),
      ),
    });
  } catch (error) {
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      throw new Error(
        `gitHost.${issue.path.join('.')} in app-config.yaml: ${issue.message}`,
      );
    }
    throw error;
  } finally {
    config.close();
  }
  const root = resolve(folder, section.root);
  const { passwordFile, password, ...rest } = section;
  return {
    ...rest,
    root,
    password:
      password ??
      (await readOrMakePassword(
        resolve(folder, passwordFile ?? `${section.root}.password`),
      )),
  };
}

async function readOrMakePassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(
        `The password file in ${dirname(
          file,
        )} cannot be read: check its permissions`,
      );
    }
  }
  const password = randomBytes(24).toString('base64url');
  await writeFileAtomically(file, `${password}\n`);
  return password;
}
