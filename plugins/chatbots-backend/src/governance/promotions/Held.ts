import { ChatbotRow, ModelVersionRow } from '../../database/tables';
import { PromotionRecord } from '../../records/PromotionRecord';

/** A locked promotion with what it is about. */
export interface Held {
  chatbot: ChatbotRow;
  version: ModelVersionRow;
  promotion: PromotionRecord;
}
