import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { demoAddition, demoReason } from './demoReasons';

/** By topic: questions, each with what a good answer says. */
type Topics = Readonly<Record<string, readonly [string, string][]>>;

const support: Topics = {
  refunds: [
    ['How long does a refund take?', 'Five working days after it is approved.'],
    ['Where does my refund go?', 'To the card or account that paid.'],
    ['Do you refund shipping costs?', 'Yes, when the whole order goes back.'],
    ['Can I get store credit instead?', 'Yes; choose it when you ask.'],
    ['Why is my refund smaller?', 'Used vouchers are not paid out.'],
  ],
  shipping: [
    ['Is shipping free?', 'From an order of 40 euros on.'],
    ['How long does delivery take?', 'Two to four working days.'],
    ['Do you deliver on Saturdays?', 'Yes, where the carrier offers it.'],
    ['Where is my parcel?', 'The link in the shipping e-mail follows it.'],
    ['Do you ship abroad?', 'To all countries of the European Union.'],
  ],
  accounts: [
    ['How do I change my address?', 'In the account, under Addresses.'],
    ['I forgot my password', 'Ask for a new one on the sign-in page.'],
    ['How do I delete my account?', 'In the account, under Privacy.'],
    ['Can I use two e-mail addresses?', 'No, one for each account.'],
    ['How do I see old orders?', 'In the account, under Orders.'],
  ],
  policies: [
    ['Can I return opened items?', 'Yes, within 30 days, unless sealed goods.'],
    ['When is support open?', 'On weekdays from 8 to 18 o’clock.'],
    ['How long is the warranty?', 'Two years from delivery.'],
    ['Do you match prices?', 'No, but vouchers can be combined.'],
    ['Who may see my data?', 'Support, while it works on your request.'],
  ],
};

const hr: Topics = {
  leave: [
    ['How many days off do I have?', '30 days a year for full-time work.'],
    ['Can I carry leave over?', 'Up to five days, until the end of March.'],
    ['Who approves my leave?', 'Your line manager, in the time system.'],
    ['What if I fall ill on leave?', 'Sick days with a note count as none.'],
    ['Is there unpaid leave?', 'Up to four weeks a year, if agreed.'],
  ],
  benefits: [
    ['Is there a company pension?', 'Yes; the company adds 20 percent.'],
    ['Do I get a bicycle?', 'A leased one, after the trial period.'],
    ['Who pays for glasses?', 'The company, up to 150 euros.'],
    ['Is there a gym discount?', 'At the partners on the benefits page.'],
    ['Can I buy more insurance?', 'Yes, once a year in November.'],
  ],
  travel: [
    ['Which class may I book?', 'Second class; first from four hours on.'],
    ['How do I claim expenses?', 'In the travel tool, within 30 days.'],
    ['What is the hotel limit?', '120 euros a night; more if approved.'],
    ['May I use my own car?', 'Yes, at 30 cents a kilometre.'],
    ['Who books flights?', 'You, in the travel tool, after approval.'],
  ],
  payroll: [
    ['When is pay day?', 'On the 28th, or the working day before.'],
    ['Where is my payslip?', 'In the employee portal, under Pay.'],
    ['How do I change my account?', 'In the employee portal, by the 10th.'],
    ['Is overtime paid?', 'It is taken off as time; paid if agreed.'],
    ['Who sees my salary?', 'Payroll and your line manager.'],
  ],
};

const docs: Topics = {
  setup: [
    ['Which Node version do I need?', 'Version 22 or 24.'],
    ['How do I install the tools?', 'Run the setup script of the repository.'],
    ['How do I start it locally?', 'With npm start; it opens port 3000.'],
    ['Where do I put secrets?', 'In the file .env, which git ignores.'],
    ['Why does the install fail?', 'Often an old lock file: install again.'],
  ],
  deployment: [
    ['How do I deploy?', 'Merge to main; the pipeline does the rest.'],
    ['How do I roll back?', 'Start the rollback job of the last release.'],
    ['Where are the logs?', 'In the dashboard, under the service’s name.'],
    ['How long does a deploy take?', 'About twelve minutes.'],
    ['Who can approve a release?', 'Members of the release group.'],
  ],
  debugging: [
    ['How do I attach a debugger?', 'Start with --inspect and attach at 9229.'],
    ['Why is my test flaky?', 'See the list of common causes in the guide.'],
    ['How do I trace a request?', 'By the id in the header x-request-id.'],
    ['How do I profile memory?', 'Take a heap snapshot with the inspector.'],
    ['Where are crash reports?', 'In the bucket that the guide names.'],
  ],
  security: [
    ['How do I report a leak?', 'To the security channel, at once.'],
    ['How often do keys rotate?', 'Every 90 days, by themselves.'],
    ['May I log user data?', 'No; log ids that mean nothing outside.'],
    ['Which ciphers are allowed?', 'Those of TLS 1.3.'],
    ['How do I get access?', 'Ask the owner of the service in the portal.'],
  ],
};

const returns: Topics = {
  labels: [
    ['Where do I print the label?', 'In the order, under Return.'],
    ['I have no printer', 'Show the code at the shop; it prints there.'],
    ['My label has expired', 'Make a new one; the old one is void.'],
    ['One label for two parcels?', 'No, each parcel needs its own.'],
    ['Can I change the carrier?', 'Yes, before the label is made.'],
  ],
  conditions: [
    ['How long can I return?', 'Within 30 days after delivery.'],
    ['Does it have to be unworn?', 'Yes, and with its tags.'],
    ['Can I return sale items?', 'Yes, as all others.'],
    ['Is underwear excluded?', 'Yes, once its seal is broken.'],
    ['Do I need the box?', 'No, any firm box will do.'],
  ],
  pickup: [
    ['Can you pick it up?', 'Yes, large items, on a day you choose.'],
    ['What does pickup cost?', 'Nothing for faulty items, else 5 euros.'],
    ['I missed the pickup', 'The carrier comes again the next day.'],
    ['Can a neighbour hand it over?', 'Yes; they need the pickup number.'],
    ['Do I have to pack it?', 'Yes, so that it can be carried.'],
  ],
  exchanges: [
    ['Can I change the size?', 'Yes; choose the other size in the order.'],
    ['When is the new one sent?', 'As soon as the carrier has the old one.'],
    ['Is an exchange free?', 'Yes, the first one of each item.'],
    ['The colour is sold out', 'Then the price is refunded.'],
    ['Can I exchange a gift?', 'Yes, with the number on the gift slip.'],
  ],
};

const TOPICS: Readonly<Record<string, Topics>> = {
  'support-bot': support,
  'hr-bot': hr,
  'docs-bot': docs,
  'returns-assistant': returns,
};

/**
 * An evaluation of an example chatbot in its own words: its topics are the slices, in turn, and its questions the samples. Once all were
 * asked they are asked again as people do who greet a bot. An answer that fails goes beyond its passages, and the judge's reason says
 * where. Scores stay what they are.
 */
export function inWordsOf(
  chatbot: string,
  report: Api.EvaluationReport,
): Api.EvaluationReport {
  const topics = Object.entries(TOPICS[chatbot]);
  const names = new Map<string | undefined, string>();
  const samples = report.samples?.map((sample, index) => {
    const [topic, questions] = topics[index % topics.length];
    names.set(sample.slice, topic);
    const round = Math.floor(index / topics.length);
    const place = round % questions.length;
    const [question, expected] = questions[place];
    const answer = {
      chatbot,
      topic,
      question: place,
      greeted: round >= questions.length,
      passed: sample.passed === true,
    };
    return {
      ...sample,
      slice: topic,
      input: answer.greeted ? `Hello! ${question}` : question,
      expected,
      output: answer.passed ? expected : `${expected} ${demoAddition(answer)}`,
      reasons: Object.fromEntries(
        Object.entries(sample.scores).map(([metric, score]) => [
          metric,
          demoReason(answer, metric, score),
        ]),
      ),
    };
  });
  const slices = report.slices?.map(one => ({
    ...one,
    slice: names.get(one.slice) ?? one.slice,
  }));
  return { ...report, ...(samples && { samples }), ...(slices && { slices }) };
}
