import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Shown in the list of actions. */
export const examples: TemplateExample[] = [
  {
    description: 'Tell the workflows of a chatbot where the portal is',
    example: stringify({
      steps: [
        {
          id: 'configure-pipeline',
          action: 'chatbots:pipeline:configure',
          name: 'Set up the pipeline',
          input: {
            name: 'support-bot',
            repoUrl: 'git.example.com?owner=chatbots&repo=support-bot',
            variables: {
              ARTIFACT_REPOSITORY_URL: 'https://packages.example.com/generic',
            },
          },
        },
      ],
    }),
  },
];
