import { defineBot } from '@chatbot-portal/chatbot-kit';

/**
 * This chatbot's own code. What it is made of stands in chatbot.config.json; what no setting says comes in here: another
 * `model`, another `retriever`, another `graph` from question to answer.
 */
export default defineBot({});
