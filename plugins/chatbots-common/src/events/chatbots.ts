import { z } from 'zod';
import {
  EventDefinitions,
  id,
  name,
  none,
  people,
  subjectOf,
  text,
} from './definition';

const subject = subjectOf('chatbot');
const proposal = subjectOf('facts-proposal');

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

/** What is proposed for a chatbot, and accepted as it was proposed. */
const proposed = {
  subject: proposal,
  data: z.strictObject({ facts: z.strictObject(facts) }),
  people: z.strictObject({
    owner: people.optional().describe('The owner, where it is a person'),
  }),
};
const proposedTexts = {
  repositoryOwner: text
    .optional()
    .describe('Id of the repository’s owner at the host'),
  repositoryUrl: text.describe('Address of the repository'),
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
  'chatbot.facts-proposed': {
    ...proposed,
    meaning:
      'Owner, risk class and repository of a chatbot were proposed, at its registration or later; they wait for a second person.',
    texts: z.strictObject({
      ...proposedTexts,
      reason: text.optional().describe('Why they are proposed'),
    }),
  },
  'chatbot.facts-accepted': {
    ...proposed,
    meaning:
      'A second person accepted the owner, risk class and repository that were proposed: they are in force.',
    texts: z.strictObject({ ...proposedTexts, comment: text.optional() }),
  },
  'chatbot.facts-rejected': {
    meaning: 'A second person rejected what was proposed for a chatbot.',
    subject: proposal,
    data: none,
    people: none,
    texts: z.strictObject({ comment: text }),
  },
  'chatbot.facts-withdrawn': {
    meaning: 'Whoever proposed facts of a chatbot took the proposal back.',
    subject: proposal,
    data: none,
    people: none,
    texts: none,
  },
} satisfies EventDefinitions;
