import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Shown in the list of actions. */
export const examples: TemplateExample[] = [
  {
    description: 'Pin the keys before the repository is published',
    example: stringify({
      steps: [
        {
          id: 'pin-keys',
          action: 'chatbots:permit-keys:pin',
          name: "Pin the portal's public keys",
          input: { path: '.chatbot-portal/keys.json' },
        },
      ],
    }),
  },
];
