import { eventually } from '../eventually';
import { opensDialog, sees, Shot } from './Shot';
import { ChatbotExample, Examples, ExampleName } from './Examples';

const entity =
  (of: ExampleName, tab = '') =>
  (examples: Examples) =>
    `/catalog/default/component/${examples(of).chatbot}${tab}`;

function versionPath({ chatbot, versions }: ChatbotExample, index = 0) {
  return `/chatbots/c/${chatbot}/versions/${versions[index]}`;
}

function comparePath({ chatbot, versions }: ChatbotExample) {
  const [target, , base] = versions;
  return `/chatbots/c/${chatbot}/compare?${new URLSearchParams({
    base,
    target,
  })}`;
}

/** A chatbot's own pages: what it is, what runs where, how good it is. */
export const chatbotShots: Shot[] = [
  {
    name: 'catalog',
    user: 'lead',
    docs: 'wide',
    path: '/chatbots',
    ready: sees('Support bot'),
  },
  {
    name: 'catalog-filtered',
    user: 'lead',
    path: '/chatbots?risk=high&verdict=fail&search=bot',
    ready: sees('HR bot'),
  },
  {
    name: 'chatbot-overview',
    user: 'engineer',
    docs: 'wide',
    path: entity('support'),
    ready: async page => {
      await sees('What runs where')(page);
      // The graph of relations is drawn some time after its card.
      await page.getByTestId('node').first().waitFor();
    },
  },
  {
    name: 'chatbot-overview-first',
    user: 'engineer',
    path: '/catalog/default/component/returns-assistant',
    ready: sees('What runs where'),
  },
  {
    name: 'chatbot-overview-longest',
    user: 'engineer',
    path: entity('longest'),
    ready: sees(/→ production/),
  },
  {
    name: 'chatbot-overview-rolling-out',
    user: 'lead',
    path: entity('docs'),
    ready: sees('50 %'),
  },
  {
    name: 'versions',
    user: 'engineer',
    path: entity('support', '/versions'),
    ready: sees('1.9.0-3fa2b84-104'),
  },
  {
    name: 'versions-longest-two-chosen',
    user: 'engineer',
    path: entity('longest', '/versions'),
    ready: async page => {
      // Of a row or of a card; the head of a table has one more, which chooses all.
      const boxes = page.getByRole('checkbox', {
        name: /^(Select (?!all)|Compare )/i,
      });
      await boxes.nth(1).waitFor({ state: 'attached' });
      for (const place of [0, 1]) {
        const box = boxes.nth(place);
        // A table that is still being laid out may take a key without heeding it.
        await eventually(
          async () => {
            if (await box.isChecked()) {
              return true;
            }
            await box.press('Space');
            return undefined;
          },
          { what: 'A chosen row', timeout: 15_000, pause: 200 },
        );
      }
      await page.getByRole('link', { name: 'Compare' }).waitFor();
    },
  },
  {
    name: 'evaluations',
    user: 'engineer',
    docs: 'wide',
    path: entity('support', '/evaluations'),
    ready: sees('lexical_faithfulness'),
  },
  {
    name: 'evaluations-longest',
    user: 'engineer',
    path: entity('longest', '/evaluations'),
    ready: sees('lexical_faithfulness'),
  },
  {
    name: 'evaluation-opened',
    user: 'engineer',
    path: examples =>
      `${entity('longest', '/evaluations')(examples)}?evaluation=${
        examples('longest').evaluation
      }`,
    ready: sees('How long does a refund take?'),
  },
  {
    name: 'stages',
    user: 'lead',
    path: entity('docs', '/stages'),
    ready: sees('Stages now'),
  },
  {
    name: 'stages-longest',
    user: 'lead',
    path: entity('longest', '/stages'),
    ready: sees('Rolled back'),
  },
  {
    name: 'approvals-longest',
    user: 'engineer',
    path: entity('longest', '/approvals'),
    ready: sees('Rolled back'),
  },
  {
    name: 'version',
    user: 'engineer',
    docs: 'wide-dark',
    path: examples => versionPath(examples('support')),
    ready: sees('May it go out?'),
  },
  {
    name: 'version-longest',
    user: 'engineer',
    path: examples => versionPath(examples('longest')),
    ready: sees('May it go out?'),
  },
  {
    name: 'request-dialog',
    user: 'engineer',
    path: entity('hr'),
    ready: async page => {
      await opensDialog(page, /^Request staging/);
      await sees(/Answers keep to the passages/)(page);
    },
  },
  {
    name: 'compare',
    user: 'reviewer-two',
    docs: 'wide',
    path: examples => comparePath(examples('support')),
    ready: sees('In short'),
  },
  {
    name: 'compare-longest',
    user: 'reviewer-two',
    path: examples => comparePath(examples('longest')),
    ready: sees('In short'),
  },
  ...(['version', 'evaluation', 'stage', 'approval'] as const).map(
    (kind): Shot => ({
      name: `entity-${kind}-longest`,
      user: 'lead',
      path: examples => examples('longest').entity(kind),
      ready: sees('About'),
    }),
  ),
];
