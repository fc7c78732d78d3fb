import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Shown in the list of actions. */
export const examples: TemplateExample[] = [
  {
    description: 'Build and evaluate the first version of a new chatbot',
    example: stringify({
      steps: [
        {
          id: 'start-pipeline',
          action: 'chatbots:pipeline:start',
          name: 'Start the pipeline',
          input: {
            name: 'support-bot',
            repoUrl: 'git.example.com?owner=chatbots&repo=support-bot',
            workflow: 'ci.yml',
          },
        },
      ],
    }),
  },
];
