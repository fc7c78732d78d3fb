import { ChatbotRow } from '../../database/chatbots';
import { ModelVersionRow } from '../../database/modelVersions';
import { PromotionRecord } from './PromotionRecord';

/** A locked promotion with what it is about. */
export interface Held {
  chatbot: ChatbotRow;
  version: ModelVersionRow;
  promotion: PromotionRecord;
}
