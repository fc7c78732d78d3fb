import { targets } from '../pages/webhookShots';
import { TAMPERED } from '../pages/stateShots';
import { Known } from './Known';
import { age, AskedShot, number, text, yesOrNo } from './Question';

const SHOWN_EVENT = 40;

/** The instant as the log shows it, and without its seconds. */
function utc(instant: string): [string, string] {
  const seconds = instant.slice(0, 19).replace('T', ' ');
  return [seconds, seconds.slice(0, 16)];
}

const numbered = ({ db }: Known) => db('audit_events').whereNotNull('sequence');

/** The audit log and what leaves the portal: prove what happened. */
export const auditQuestions: AskedShot[] = [
  {
    shot: 'audit',
    page: 'Audit',
    person: 'auditor',
    ask: async known => {
      const [{ count }] = await numbered(known).count('* as count');
      const [{ highest }] = await numbered(known).max({ highest: 'sequence' });
      const newest = await numbered(known).orderBy('sequence', 'desc').first();
      return [
        {
          id: 'events',
          question: 'How many events does the log have?',
          answer: number(Number(count)),
        },
        {
          id: 'newest',
          question: 'Which chatbot is the newest event about?',
          answer: text(...(await known.chatbot(newest.chatbot))),
        },
        {
          id: 'gaps',
          question: 'Does the log have gaps?',
          answer: yesOrNo(Number(highest) + 1 !== Number(count)),
        },
      ];
    },
  },
  {
    shot: 'audit-event',
    page: 'Audit, an event',
    person: 'auditor',
    ask: async known => {
      const event = await numbered(known)
        .where({ sequence: SHOWN_EVENT })
        .first();
      return [
        {
          id: 'which',
          question: 'Which number does the opened event have?',
          answer: number(Number(event.sequence)),
        },
        {
          id: 'about',
          question: 'Which chatbot is it about?',
          answer: text(...(await known.chatbot(event.chatbot))),
        },
        {
          id: 'recorded',
          question: 'When was it recorded, in UTC?',
          answer: text(...utc(event.recorded_at)),
        },
        {
          id: 'actor',
          question: 'Did a person or a pipeline do it?',
          answer: text(event.actor_kind),
        },
      ];
    },
  },
  {
    shot: 'tampered-audit',
    page: 'Audit, after somebody wrote to the database',
    person: 'auditor',
    dark: true,
    ask: async () => [
      {
        id: 'set-aside',
        question: 'How many events were set aside?',
        answer: number(TAMPERED.setAside),
      },
      {
        id: 'counted',
        question: 'Does any of them count for a decision?',
        answer: yesOrNo(false),
      },
      {
        id: 'tell',
        question: 'Whom should you tell?',
        answer: text('the platform team', 'platform team'),
      },
    ],
  },
  {
    shot: 'webhooks',
    page: 'Webhooks',
    person: 'platform admin',
    ask: async () => {
      const failing = targets.filter(({ state }) => state !== 'healthy');
      const [{ id, failingSince = '', failed }] = failing;
      return [
        {
          id: 'failing',
          question: 'Which target does not take what is sent?',
          answer: text(id),
        },
        {
          id: 'since',
          question: 'For how long has it been failing?',
          answer: age(failingSince),
        },
        {
          id: 'given-up',
          question: 'How many deliveries to it were given up?',
          answer: number(failed),
        },
      ];
    },
  },
];
