import { Work } from '../database';
import { ChatbotRow } from '../database/chatbots';

/** Hears of a change of a chatbot's facts inside the unit of work that makes it. */
export interface FactsListener {
  /**
   * Called after the row was changed, in the same transaction: governance voids what was approved under the old facts, so
   * neither can be committed without the other.
   */
  onFactsChanged(
    work: Work,
    change: { before: ChatbotRow; after: ChatbotRow },
  ): Promise<void>;

  /**
   * Called after an evaluation was recorded, in the same transaction: promotions rest on the newest evaluation, so what was
   * approved on an older one is void.
   */
  onEvidenceReported(work: Work, chatbot: string): Promise<void>;
}
