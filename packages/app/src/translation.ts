import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of the portal's frame: sign-in and navigation.
 *
 * @internal
 */
export const appTranslationRef = createTranslationRef({
  id: 'app.portal',
  messages: {
    portal: {
      title: 'Chatbot Portal',
      purpose: 'Ship GenAI chatbots with evidence',
    },
    nav: {
      search: 'Search',
      menu: 'Menu',
      notifications: 'Notifications',
      unread: '{{text}} {{number}} unread',
      settings: 'Settings',
      home: '{{title}}: to the list of chatbots',
    },
    layout: {
      parts: 'Pages of {{title}}',
      chatbots: 'Chatbots',
    },
    failed: {
      title: 'This part of the page stopped working',
      text: 'What the portal has recorded is not affected. Try again; if it stops once more, load the page again.',
      chunk: 'This page could not be loaded',
      chunkText:
        'The portal may have been updated since you opened it. What it has recorded is not affected. Load the page again.',
      again: 'Try again',
      reload: 'Load the page again',
    },
    signIn: {
      demo: {
        title: 'Who are you today?',
        description:
          'This is a demo on your own machine. Choose a role to see the portal as that person does; sign out to change it.',
        cardLabel: 'Sign in as {{title}}',
        failed: 'You are not signed in',
        failedHint:
          'If the portal has just started, its catalog may still be loading: choose again in a few seconds.',
        chooseAgain: 'Choose again',
      },
      oidc: {
        title: 'Sign in',
        provider: 'single sign-on',
        description: 'The portal uses your {{provider}} account.',
        button: 'Sign in with {{provider}}',
        failedHint: 'Try again; if it keeps failing, ask your platform team.',
      },
      users: {
        engineer: {
          title: 'Engineer',
          does: 'Creates chatbots from a template, sees why a check is red, and requests promotions.',
        },
        reviewerOne: {
          title: 'Reviewer one',
          does: 'Reads what changes and what the evaluations say, and decides about promotions for AI governance.',
        },
        reviewerTwo: {
          title: 'Reviewer two',
          does: 'The second pair of eyes: production needs two different reviewers.',
        },
        lead: {
          title: 'Lead',
          does: 'Sees what runs where, how good it is and what is stuck.',
        },
        auditor: {
          title: 'Auditor',
          does: 'Exports a period of the history and verifies it offline.',
        },
        platformAdmin: {
          title: 'Platform admin',
          does: 'Runs the portal and maintains its policies.',
        },
      },
    },
  },
});
