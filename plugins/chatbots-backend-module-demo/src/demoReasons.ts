/** What each question asks, and what a bot that goes beyond its passages adds to the answer. In the order of the questions. */
type Notes = Readonly<Record<string, readonly [string, string][]>>;

const support: Notes = {
  refunds: [
    ['how long a refund takes', 'Most people have it the same day.'],
    ['where a refund goes', 'A second card can be named, too.'],
    ['whether shipping costs are refunded', 'Express is always kept.'],
    ['whether store credit is possible', 'It is worth ten percent more.'],
    ['why a refund can be smaller', 'A fee of two euros is kept, too.'],
  ],
  shipping: [
    ['when shipping is free', 'Members never pay for it.'],
    ['how long delivery takes', 'It never takes longer.'],
    ['whether parcels come on Saturdays', 'Sundays cost three euros.'],
    ['how to follow a parcel', 'The driver can be called.'],
    ['which countries are delivered to', 'Norway is included.'],
  ],
  accounts: [
    ['how to change an address', 'It takes effect after a day.'],
    ['how to get a new password', 'Support can read out the old one.'],
    ['how to delete an account', 'Old invoices go with it.'],
    ['how many e-mail addresses an account has', 'A second one costs extra.'],
    ['where old orders are', 'They are kept for one year.'],
  ],
  policies: [
    ['whether opened items can go back', 'Half of their price is paid.'],
    ['when support is open', 'At night a chat answers.'],
    ['how long the warranty is', 'It starts anew after a repair.'],
    ['whether prices are matched', 'Large orders get a discount.'],
    ['who may see a customer’s data', 'The carrier sees all of it.'],
  ],
};

const hr: Notes = {
  leave: [
    ['how many days off there are', 'New parents get ten more.'],
    ['how much leave can be carried over', 'Managers may keep ten days.'],
    ['who approves leave', 'Two weeks need the board.'],
    ['what illness does to leave', 'One day needs no note.'],
    ['whether there is unpaid leave', 'Insurance is paid on.'],
  ],
  benefits: [
    ['whether there is a company pension', 'It is paid out at 60.'],
    ['who gets a bicycle', 'Repairs are free.'],
    ['who pays for glasses', 'Sunglasses count, too.'],
    ['where there is a gym discount', 'It is always 50 percent.'],
    ['when more insurance can be bought', 'Families pay nothing.'],
  ],
  travel: [
    ['which class may be booked', 'Night trains are always first class.'],
    ['how expenses are claimed', 'Receipts are not needed.'],
    ['what the hotel limit is', 'Breakfast comes on top.'],
    ['whether one may drive', 'Parking is paid as well.'],
    ['who books flights', 'Seats in front are allowed.'],
  ],
  payroll: [
    ['when pay day is', 'Bonuses come a week later.'],
    ['where payslips are', 'They come by post, too.'],
    ['how to change the bank account', 'It takes two months.'],
    ['whether overtime is paid', 'Sundays count double.'],
    ['who sees a salary', 'The works council sees it, too.'],
  ],
};

const docs: Notes = {
  setup: [
    ['which Node version is needed', 'Version 20 works, too.'],
    ['how the tools are installed', 'That needs root rights.'],
    ['how to start it locally', 'No database is needed.'],
    ['where secrets go', 'The file is encrypted.'],
    ['why an install fails', 'Otherwise the registry is down.'],
  ],
  deployment: [
    ['how to deploy', 'Fridays are blocked.'],
    ['how to roll back', 'Data is rolled back, too.'],
    ['where the logs are', 'They are kept for a year.'],
    ['how long a deploy takes', 'At night it takes five.'],
    ['who can approve a release', 'One of them is enough.'],
  ],
  debugging: [
    ['how to attach a debugger', 'That works in production, too.'],
    ['why a test can be flaky', 'Mostly it is the network.'],
    ['how to trace a request', 'Traces are kept for 30 days.'],
    ['how to profile memory', 'That slows nothing down.'],
    ['where crash reports are', 'They are also sent by e-mail.'],
  ],
  security: [
    ['how to report a leak', 'The next day is early enough.'],
    ['how often keys rotate', 'Old keys work for a year.'],
    ['whether user data may be logged', 'Test systems are exempt.'],
    ['which ciphers are allowed', 'Inside, TLS 1.2 is allowed.'],
    ['how to get access', 'It is granted within an hour.'],
  ],
};

const returns: Notes = {
  labels: [
    ['where to print the label', 'It comes by e-mail, too.'],
    ['what to do without a printer', 'The code is valid for a year.'],
    ['what to do with an expired label', 'A new one costs two euros.'],
    ['how many labels two parcels need', 'Small ones may share one.'],
    ['whether the carrier can be changed', 'Express is free.'],
  ],
  conditions: [
    ['how long a return is possible', 'Members have 60 days.'],
    ['whether items have to be unworn', 'A missing tag costs a euro.'],
    ['whether sale items can go back', 'They become store credit.'],
    ['whether underwear is excluded', 'So are socks.'],
    ['whether the box is needed', 'Shoes need theirs.'],
  ],
  pickup: [
    ['whether items are picked up', 'That is done within a day.'],
    ['what a pickup costs', 'Islands cost more.'],
    ['what follows a missed pickup', 'A third try costs ten euros.'],
    ['whether a neighbour can hand it over', 'They show their passport.'],
    ['whether it has to be packed', 'The carrier brings tape.'],
  ],
  exchanges: [
    ['how to change the size', 'It is put aside for a week.'],
    ['when the new item is sent', 'It arrives on the next day.'],
    ['whether an exchange is free', 'So is each later one.'],
    ['what happens when a colour is sold out', 'A list tells when it is back.'],
    ['whether a gift can be exchanged', 'The giver is told.'],
  ],
};

const NOTES: Readonly<Record<string, Notes>> = {
  'support-bot': support,
  'hr-bot': hr,
  'docs-bot': docs,
  'returns-assistant': returns,
};

/** One answered question of an example chatbot. */
export interface DemoAnswer {
  chatbot: string;
  topic: string;
  /** Place of the question within its topic. */
  question: number;
  greeted: boolean;
  passed: boolean;
}

/** What a bot adds that no passage says, in an answer that fails. */
export function demoAddition(answer: DemoAnswer): string {
  return noteOf(answer)[1];
}

/** Why a judge gave a score for an answer: the lower, the more of it is not in the passages. */
export function demoReason(
  answer: DemoAnswer,
  metric: string,
  score: number,
): string {
  const [asked, addition] = noteOf(answer);
  const passages = `passage on ${answer.topic}`;
  const says = `${
    answer.greeted ? 'Asked with a greeting, it says' : 'Says'
  } ${asked}`;
  if (!answer.passed) {
    return score < 0.65
      ? `${says} only in part: “${addition}” is made up, and stands in no ${passages}.`
      : `${says}, but adds “${addition}” No ${passages} says that.`;
  }
  if (metric === 'fact_recall') {
    return `${says}, with every fact that is asked for.`;
  }
  if (score >= 0.98) {
    return `${says}, word for word as a ${passages} does.`;
  }
  if (score >= 0.9) {
    return `${says}, almost word for word as a ${passages} does.`;
  }
  return score >= 0.8
    ? `${says} in other words than the ${passages}, which means the same.`
    : `${says}, but more shortly than the ${passages}, which bears out most of it.`;
}

function noteOf({ chatbot, topic, question }: DemoAnswer): [string, string] {
  return NOTES[chatbot][topic][question];
}
