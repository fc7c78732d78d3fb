/*
 * A documentation of 60 products, 50 pages each: the same every time, so that it need not be committed. As in real ones, the pages of two
 * products differ in names and numbers only.
 */

const FIRST =
  'Amber Basalt Cobalt Drift Ember Falcon Garnet Harbor Indigo Juniper';
const SECOND = 'Ledger Relay Canvas Beacon Vault Orchard';

/** `slug | heading | text | what else the page says`; `{p}` is the product, `{n}` a number of its own. */
const TOPICS = `
install | Installing | Download the package of {p} and run the setup with administrator rights. It needs {n} gigabytes of free disk space.
upgrade | Upgrading | Back up the configuration of {p} before you upgrade. Versions older than {n} months have to be upgraded in two steps.
uninstall | Removing the software | The uninstaller of {p} keeps user files for {n} days, then they are purged.
licence | Licence keys | A licence key of {p} activates up to {n} machines; move it by deactivating one of them.
trial | Trial period | {p} can be tried for {n} days without a credit card.
single-sign-on | Single sign-on | {p} signs people in by OpenID Connect. Sessions end after {n} hours.
two-factor | Second factor | Administrators of {p} must enrol an authenticator. {n} recovery codes are shown once.
roles | Roles and permissions | {p} has viewers, editors and owners. A workspace has at most {n} owners.
invite | Inviting colleagues | Invitations to {p} are sent by e-mail and expire after {n} hours.
password | Password rules | Local passwords in {p} have at least {n} characters, and the last five cannot be used again.
api-keys | Keys for the API | Keys for the API of {p} are created under Settings and rotate every {n} days.
rate-limits | Request quotas | The API of {p} accepts {n} requests a minute for each key and answers 429 above that.
webhooks | Webhooks | {p} calls your address when a record changes, and retries {n} times with growing pauses.
import | Importing data | {p} reads CSV and JSON files of up to {n} megabytes, and shows rows that it could not read.
export | Exporting data | An export from {p} is a ZIP archive that can be downloaded for {n} days.
backup | Backups | {p} saves a snapshot every night and keeps {n} of them.
restore | Restoring | To restore {p}, choose a snapshot and confirm by typing the workspace's name. It takes about {n} minutes.
encryption | Encryption at rest | {p} encrypts storage with AES-256; customer keys are rotated after {n} weeks.
audit | Audit trail | Every change in {p} is recorded with author and time, and kept for {n} months.
retention | Deleting old records | Records in {p} that nobody opened for {n} months are archived, and the owner is told before.
search | Searching | The search of {p} understands quotation marks and minus signs and shows {n} hits on a page.
filters | Saved filters | Up to {n} filters can be saved in {p} and shared by a link.
dashboards | Dashboards | A dashboard of {p} holds {n} tiles at most, arranged by dragging.
reports | Scheduled reports | {p} mails reports as PDF on a weekday of your choice to {n} people at most.
alerts | Alerts | {p} sends an alert when a value stays above its bound for {n} minutes.
mobile | Mobile app | The mobile app of {p} works offline for {n} days and syncs when there is a signal.
desktop | Desktop client | The desktop client of {p} watches a folder and uploads changes every {n} seconds.
languages | Interface languages | {p} is translated into {n} languages; each user picks one in the profile.
accessibility | Keyboard and screen readers | {p} can be used without a mouse; {n} shortcuts are listed under the question mark.
themes | Dark theme | {p} has a dark theme that follows the system, and {n} accent colours.
billing | Invoices | Invoices of {p} are issued on day {n} of each month and can be paid by bank transfer.
plans | Changing the plan | A smaller plan of {p} takes effect after {n} days; unused money is credited.
cancel | Cancelling | {p} is cancelled in the billing page with {n} days of notice.
refund | Money back | Whoever is not content with {p} is repaid within {n} days of buying.
tax | Tax number | Enter your VAT number in {p} before the first invoice; changes take {n} working days.
support | Getting help | Engineers answer tickets on {p} within {n} hours on working days.
status | Service status | The status page of {p} is refreshed every {n} seconds and lists planned maintenance.
regions | Data regions | Data of {p} stays in the region that was chosen; moving it takes {n} hours.
proxy | Behind a proxy | Set HTTPS_PROXY for the agent of {p}; it waits {n} seconds for the proxy.
firewall | Ports | Open outgoing port {n} for {p}; nothing has to be opened inwards.
certificates | Certificates | {p} renews its TLS certificate {n} days before it runs out.
containers | Running in containers | The container image of {p} runs as an ordinary user and needs {n} megabytes of memory.
cluster | High availability | A cluster of {p} has an odd number of nodes, and fails over in {n} seconds.
logs | Log files | {p} writes logs as JSON lines and begins a new file at {n} megabytes.
metrics | Monitoring | {p} offers Prometheus metrics, scraped every {n} seconds.
troubleshoot-start | It does not start | If {p} stops at the logo, delete the cache folder and wait {n} seconds before the next try.
troubleshoot-slow | It is slow | When {p} is slow, compact the index; that takes {n} minutes and can be done while people work.
plugins | Plug-ins | Plug-ins for {p} are signed; at most {n} run side by side.
templates | Templates | {p} brings {n} templates for new documents, and you can add your own.
comments | Comments | Comments in {p} can be edited for {n} minutes after they were posted.`;

const slugOf = text => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Between 3 and 96, and its own for each page. */
function numberOf(product, topic) {
  const code = [...`${product}/${topic}`].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003,
    7,
  );
  return 3 + (code % 94);
}

const PRODUCTS = FIRST.split(' ').flatMap(first =>
  SECOND.split(' ').map(second => `${first} ${second}`),
);
const PAGES = TOPICS.trim()
  .split('\n')
  .map(line => line.split(' | '))
  .map(([slug, heading, text]) => ({ slug, heading, text }));

/** The 3,000 pages, as Markdown with front matter. */
export function productPages() {
  return PRODUCTS.flatMap(product =>
    PAGES.map(({ slug, heading, text }) => ({
      path: `${slugOf(product)}/${slug}.md`,
      text: `---\nproduct: ${product}\n---\n# ${product}\n\n## ${heading}\n\n${text
        .replaceAll('{p}', product)
        .replaceAll('{n}', numberOf(product, slug))}\n`,
    })),
  );
}

/** `product | page | question`. */
const ASKED = `
Amber Ledger | install | How much room on the hard drive do I need for Amber Ledger?
Amber Relay | trial | For how long can I test Amber Relay before paying?
Amber Vault | restore | I deleted everything in Amber Vault, how do I bring it back?
Basalt Canvas | roles | How many people may be in charge of a workspace in Basalt Canvas?
Basalt Beacon | invite | My coworker clicked the link to join Basalt Beacon too late. How long is it good for?
Basalt Orchard | cancel | I want to stop paying for Basalt Orchard. How early must I say so?
Cobalt Ledger | rate-limits | We hit Cobalt Ledger with too many calls, how many are allowed?
Cobalt Relay | webhooks | How often does Cobalt Relay try again if our server does not answer its callback?
Cobalt Vault | backup | How many nightly copies are stored by Cobalt Vault?
Drift Canvas | dashboards | How many widgets fit on one overview in Drift Canvas?
Drift Beacon | alerts | After how long does Drift Beacon warn me that a reading is too high?
Drift Orchard | mobile | Can I use Drift Orchard on my phone on a plane?
Ember Ledger | billing | On which day does Ember Ledger send the bill?
Ember Relay | support | How quickly will somebody reply when I have trouble with Ember Relay?
Ember Vault | two-factor | I lost my phone and need the emergency codes of Ember Vault. How many were there?
Falcon Canvas | themes | Can I make Falcon Canvas less bright at night?
Falcon Beacon | proxy | Falcon Beacon must reach the internet through our company's gateway. What do I set?
Falcon Orchard | logs | When does Falcon Orchard rotate its log?
Garnet Ledger | refund | I don't like Garnet Ledger, can I get my money back?
Garnet Relay | cluster | How fast does another node take over when one of Garnet Relay dies?
Garnet Vault | encryption | Are the disks of Garnet Vault encrypted?
Harbor Canvas | comments | I made a typo in a remark in Harbor Canvas. Can I still fix it?
Harbor Beacon | firewall | What must our network admins unblock for Harbor Beacon?
Harbor Orchard | import | How big may a spreadsheet be that I load into Harbor Orchard?
Indigo Ledger | troubleshoot-start | Indigo Ledger hangs when I launch it. What now?
Indigo Relay | audit | Who changed this yesterday? For how long does Indigo Relay know?
Indigo Vault | languages | Is there a Spanish version of Indigo Vault?
Juniper Canvas | templates | Does Juniper Canvas come with ready-made documents to start from?
Juniper Beacon | password | How long must my secret word for Juniper Beacon be?
Juniper Orchard | troubleshoot-slow | Everything in Juniper Orchard takes forever. What helps?`;

const NOT_THERE = `
Who founded the company behind Amber Ledger?
Does Cobalt Relay integrate with SAP?
What is the share price of the maker of Ember Vault?
Can Garnet Canvas be bought on a USB stick?
Which universities use Harbor Vault?
Is there a karaoke mode in Indigo Beacon?
What did the first version of Falcon Ledger look like?
How do I cook rice in a Juniper Vault?
Which football club does Drift Relay sponsor?
When will Basalt Vault be rewritten in Rust?`;

/** 30 questions that a page answers, 10 that none does. */
export function productQuestions() {
  const answerable = lines(ASKED).map((line, i) => {
    const [product, slug, question] = line.split(' | ');
    const { heading } = PAGES.find(page => page.slug === slug);
    const number = String(numberOf(product, slug));
    return {
      id: `page-${String(i + 1).padStart(2, '0')}`,
      kind: 'answerable',
      topic: slug,
      question,
      expected: number,
      facts: [number],
      sources: [`${slugOf(product)}/${slug}.md#${slugOf(heading)}`],
    };
  });
  const unanswerable = lines(NOT_THERE).map((question, i) => ({
    id: `none-${String(i + 1).padStart(2, '0')}`,
    kind: 'unanswerable',
    topic: 'none',
    question,
    refuse: true,
  }));
  return [...answerable, ...unanswerable];
}

function lines(text) {
  return text.trim().split('\n');
}
