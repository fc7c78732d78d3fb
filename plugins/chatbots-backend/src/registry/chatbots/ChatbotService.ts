import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { WorkContext } from '../../database';

/** A record and whether this request made it. */
export interface Recorded<T> {
  record: T;
  /** False when the same was recorded before. */
  created: boolean;
}

/** Changes what the registry knows about a chatbot itself. */
export interface ChatbotService {
  /**
   * Registers a chatbot and binds its repository. The same facts again find the chatbot as it is.
   * Throws `not-allowed` unless the user belongs to the owner, `membership-unavailable`, `chatbot-exists` or
   * `repository-taken`.
   */
  register(
    registration: Api.ChatbotRegistration,
    context: WorkContext,
  ): Promise<Recorded<Api.Chatbot>>;
  /**
   * Changes owner, risk class or repository. Whatever was approved under the old facts becomes void in the same
   * transaction; a change of the repository revokes all pipeline tokens, which lie in the old repository.
   * Throws `chatbot-unknown`, `owner-unknown` or `repository-taken`.
   */
  changeFacts(
    chatbot: string,
    change: Api.ChatbotFactsChange,
    context: WorkContext,
  ): Promise<Api.Chatbot>;
}
