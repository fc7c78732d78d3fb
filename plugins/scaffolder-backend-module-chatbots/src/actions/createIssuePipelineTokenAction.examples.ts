import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Shown in the list of actions. */
export const examples: TemplateExample[] = [
  {
    description: 'Let the pipeline of a registered chatbot report',
    example: stringify({
      steps: [
        {
          id: 'issue-token',
          action: 'chatbots:pipeline-token:issue',
          name: 'Hand the pipeline its token',
          input: {
            name: 'support-bot',
            repoUrl: 'git.example.com?owner=chatbots&repo=support-bot',
          },
        },
      ],
    }),
  },
];
