/** Fills a text up to the length that the API allows. */
function upTo(length: number, text: string, filler: string): string {
  return text.padEnd(length, filler).slice(0, length);
}

const WORDS =
  'Complaints, refunds, warranties and returns of private customers in every region, ';

/** A text that is as long as the API allows and ends with a word: one that ends within a word reads as cut by the page. */
function exactly(length: number, text: string): string {
  if (text.length !== length) {
    throw new Error(`'${text}' has ${text.length} characters, not ${length}`);
  }
  return text;
}

/** Sentences up to the length that the API allows, that end with a whole word and full stops. */
function sentences(length: number, text: string): string {
  const filled = upTo(length - 1, text, WORDS);
  const words = filled.slice(0, filled.lastIndexOf(' '));
  return words.replace(/,$/, '').padEnd(length, '.');
}

/** The longest names and texts that the API takes; limits stand in `schema/openapi.yaml`. */
export const LONGEST = {
  chatbot: exactly(50, 'complaints-refunds-and-warranties-assistant-europe'),
  title: exactly(
    100,
    'Complaints, refunds and warranties assistant for private customers and outlets in every sales region',
  ),
  purpose: sentences(2000, ''),
  group: exactly(
    63,
    'customer-care-and-after-sales-automation-for-business-customers',
  ),
  groupTitle:
    'Customer care and after-sales automation for business customers in every region',
  repositoryHost: 'git.customer-care-and-after-sales.example.invalid',
  /** Oldest first. */
  versions: [
    '10.11.12-0123456789abcdef0123456789abcdef01234567-build.1000471',
    '10.11.13-89abcdef0123456789abcdef0123456789abcdef-build.1000582',
    '10.12.0-rc.1-fedcba9876543210fedcba9876543210fed-build.1000600',
  ],
  prompt: upTo(
    100,
    'prompts/customer-care/complaints/system-prompt-with-every-rule-on-refunds-and-warranties/',
    'v',
  ),
  dataset: exactly(
    100,
    'golden questions on complaints refunds warranties and returns of private customers in every province',
  ),
  metric: upTo(
    100,
    'share_of_answers_that_name_the_passage_of_the_terms_and_conditions_they_rest_on_',
    'x',
  ),
  slice: exactly(
    100,
    'refunds of opened items that were bought with a voucher in another region and sent back by a courier',
  ),
  judge: upTo(100, 'lexical-judge-for-complaints-and-refunds-', 'x'),
  artifact: upTo(
    100,
    'complaints-refunds-and-warranties-assistant-linux-amd64-',
    'x',
  ),
  summary: sentences(300, 'Say which passage a refund rests on: '),
  comment: sentences(2000, 'The scores hold on every topic. '),
  question: sentences(4000, 'How long does a refund take? '),
  answer: sentences(8000, 'A refund takes five working days. '),
  reason: sentences(2000, 'No passage on refunds says five working days. '),
  step: upTo(100, 'canary in every region where the shop delivers ', 'x'),
  message: sentences(1000, 'Latency rose while the canary took traffic. '),
};
