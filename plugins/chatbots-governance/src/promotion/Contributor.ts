/**
 * An author, co-author or committer between the version replaced and the one to promote, or who started the run that built one.
 *
 * @public
 */
export interface Contributor {
  /** E-mail address as the commit names it, or SCM login of who started a run. */
  identity: string;
  /** The identity is a login that a run came with, and not what a commit says of itself. */
  login?: true;
  /** Entity ref of the catalog User it maps to; absent when it maps to none. */
  user?: string;
  /** Stands for commits that no report shows, so for whoever made them; no policy can name them as a bot. */
  unreported?: true;
}
