/**
 * An author or committer between the version replaced and the one to promote.
 *
 * @public
 */
export interface Contributor {
  /** Verified e-mail or SCM login, as the git host gives it. */
  identity: string;
  /** Entity ref of the catalog User it maps to; absent when it maps to none. */
  user?: string;
  /** Stands for commits that no report shows, so for whoever made them; no policy can name them as a bot. */
  unreported?: true;
}
