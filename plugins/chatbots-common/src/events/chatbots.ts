import { z } from 'zod';
import {
  EventDefinitions,
  id,
  name,
  people,
  subjectOf,
  text,
} from './definition';

const subject = subjectOf('chatbot');

/** What decisions are bound to of a chatbot. */
const facts = {
  owner: name
    .optional()
    .describe('Owning group; a person who owns it stands among the people'),
  riskClass: name,
  repository: z
    .strictObject({ host: name, id: name })
    .describe('Host and immutable id of the repository'),
};

/** Events of chatbots. */
export const chatbotEvents = {
  'chatbot.registered': {
    meaning: 'A chatbot was registered and bound to its repository.',
    subject,
    data: z.strictObject({ namespace: name, ...facts }),
    people: z.strictObject({
      owner: people.optional().describe('The owner, where it is a person'),
    }),
    texts: z.strictObject({
      title: text,
      purpose: text.optional(),
      repositoryOwner: text
        .optional()
        .describe('Id of the repository’s owner at the host'),
      repositoryUrl: text.describe('Address of the repository'),
    }),
  },
  'chatbot.facts-changed': {
    meaning:
      'Owner, risk class or repository of a chatbot changed; with another repository its tokens were revoked.',
    subject,
    data: z.strictObject({
      before: z.strictObject(facts),
      after: z.strictObject(facts),
      revokedTokens: z.array(id),
    }),
    people: z.strictObject({
      ownerBefore: people.optional(),
      ownerAfter: people.optional(),
    }),
    texts: z.strictObject({
      repositoryOwnerBefore: text.optional(),
      repositoryOwnerAfter: text.optional(),
      repositoryUrlBefore: text,
      repositoryUrlAfter: text,
    }),
  },
} satisfies EventDefinitions;
