/**
 * Gitea as a git host of Chatbot Portal.
 *
 * @packageDocumentation
 */
export { giteaScmHosts as default } from './giteaScmHosts';
