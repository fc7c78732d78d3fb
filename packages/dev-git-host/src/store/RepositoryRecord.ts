import { z } from 'zod';

/** What an account may do with a repository; each includes those before it. @internal */
export type Access = 'none' | 'read' | 'write' | 'admin' | 'owner';

/** What a collaborator may be given. @internal */
export const collaboratorSchema = z.enum(['read', 'write', 'admin']);

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
  /** Login in lower case to right. */
  collaborators: z.record(z.string(), collaboratorSchema).default({}),
});

/** See {@link repositorySchema}. @internal */
export type RepositoryRecord = z.infer<typeof repositorySchema>;

/** See {@link collaboratorSchema}. @internal */
export type CollaboratorAccess = z.infer<typeof collaboratorSchema>;
