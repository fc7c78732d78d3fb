import { Work } from '../database';
import { ChatbotRow } from '../database/tables';

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
}
