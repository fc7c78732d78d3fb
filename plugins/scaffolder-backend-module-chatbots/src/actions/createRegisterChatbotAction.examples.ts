import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Shown in the list of actions. */
export const examples: TemplateExample[] = [
  {
    description: 'Register the chatbot of a repository that was just published',
    example: stringify({
      steps: [
        {
          id: 'register-chatbot',
          action: 'chatbots:chatbot:register',
          name: 'Register the chatbot',
          input: {
            name: 'support-bot',
            title: 'Support bot',
            owner: 'group:default/chatbot-team',
            riskClass: 'limited',
            repoUrl: 'git.example.com?owner=chatbots&repo=support-bot',
          },
        },
      ],
    }),
  },
];
