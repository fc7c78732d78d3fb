/** Fills a text up to the length that the API allows. */
function upTo(length: number, text: string, filler: string): string {
  return text.padEnd(length, filler).slice(0, length);
}

const WORDS =
  'Complaints, refunds, warranties and returns of private customers in every region, ';

/** The longest names and texts that the API takes; limits stand in `schema/openapi.yaml`. */
export const LONGEST = {
  chatbot: upTo(50, 'complaints-refunds-and-warranties-assistant-for-al', 'l'),
  title: upTo(100, 'Complaints, refunds and warranties assistant for ', WORDS),
  purpose: upTo(2000, '', WORDS),
  group: upTo(
    63,
    'customer-care-and-after-sales-automation-for-private-customers',
    's',
  ),
  groupTitle:
    'Customer care and after-sales automation for private customers in every region',
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
  dataset: upTo(
    100,
    'golden questions on complaints, refunds, warranties and returns '.replace(
      /,/g,
      '',
    ),
    'of private customers ',
  ),
  metric: upTo(
    100,
    'share_of_answers_that_name_the_passage_of_the_terms_and_conditions_they_rest_on_',
    'x',
  ),
  slice: upTo(
    100,
    'refunds of opened items that were bought with a voucher ',
    'in another region ',
  ),
  judge: upTo(100, 'lexical-judge-for-complaints-and-refunds-', 'x'),
  artifact: upTo(
    100,
    'complaints-refunds-and-warranties-assistant-linux-amd64-',
    'x',
  ),
  summary: upTo(300, 'Say which passage a refund rests on: ', WORDS),
  comment: upTo(2000, 'The scores hold on every topic. ', WORDS),
  question: upTo(4000, 'How long does a refund take? ', WORDS),
  answer: upTo(8000, 'A refund takes five working days. ', WORDS),
  reason: upTo(2000, 'No passage on refunds says five working days. ', WORDS),
  step: upTo(100, 'canary in every region where the shop delivers ', 'x'),
  message: upTo(1000, 'Latency rose while the canary took traffic. ', WORDS),
};
