import { z } from 'zod';

/** What a deploy token may do with its one repository. @internal */
export const tokenAccessSchema = z.enum(['read', 'write']);

/** A deploy token as it is kept: its SHA-256, never itself. @internal */
export const deployTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  access: tokenAccessSchema,
  sha256: z.string(),
  createdAt: z.string(),
});

/** A repository's facts. The number is for life; owner and name are for display and may change. @internal */
export const repositorySchema = z.object({
  id: z.number().int().positive(),
  owner: z.string(),
  name: z.string(),
  description: z.string(),
  private: z.boolean(),
  defaultBranch: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  deployTokens: z.array(deployTokenSchema),
});

/** See {@link repositorySchema}. @internal */
export type RepositoryRecord = z.infer<typeof repositorySchema>;

/** See {@link tokenAccessSchema}. @internal */
export type TokenAccess = z.infer<typeof tokenAccessSchema>;
