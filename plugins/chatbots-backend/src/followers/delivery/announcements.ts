import {
  EventType,
  StoredEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-common/events';
import { describeNeed } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { Knex } from 'knex';
import { systemClock } from '../../database/Clock';
import { ChatbotRow, findChatbot } from '../../database/chatbots';
import {
  FactsProposalRow,
  findFactsProposal,
} from '../../database/factsProposals';
import { listExternalAnswers } from '../../database/externalAnswers';
import { findPromotion } from '../../database/promotions';
import {
  askedDigest,
  latestRows,
  systemsAsked,
} from '../../records/externalAnswers';
import { NameReader } from '../../people';
import { Notice } from '../../records/notices';
import { missingOf, PromotionRecord, toRecord } from '../../records/promotions';

/** Who hears of an event, and in which words. */
interface Announcement {
  to: 'reviewers' | 'requesters' | 'registry-reviewers' | 'proposer';
  title: string;
  urgent?: boolean;
}

/** What reviewers read in place of "wants your approval" once a request has ended, or needs nobody any more. */
const OVER: Partial<Record<EventType, string>> = {
  'promotion.approved': 'is approved: nothing is left to decide',
  'promotion.withdrawn': 'was withdrawn: nothing is left to decide',
  'promotion.rejected': 'was rejected: nothing is left to decide',
  'promotion.expired': 'expired: nothing is left to decide',
  'promotion.void': 'is void: nothing is left to decide',
  'promotion.superseded': 'was replaced by a newer request',
};

/** Events without an announcement are shown, not announced. */
const ANNOUNCED: Record<EventType, Announcement | undefined> = {
  'chatbot.registered': undefined,
  'chatbot.facts-changed': undefined,
  'chatbot.facts-proposed': {
    to: 'registry-reviewers',
    title: 'its owner, risk class and repository wait for you',
  },
  'chatbot.facts-accepted': {
    to: 'proposer',
    title: 'what you proposed was accepted',
  },
  'chatbot.facts-rejected': {
    to: 'proposer',
    title: 'what you proposed was rejected',
    urgent: true,
  },
  'chatbot.facts-withdrawn': undefined,
  'token.issued': undefined,
  'token.exchanged': undefined,
  'token.revoked': undefined,
  'version.reported': undefined,
  'evaluation.reported': undefined,
  'policy.proposed': undefined,
  'policy.approved': undefined,
  'policy.activated': undefined,
  'promotion.requested': { to: 'reviewers', title: 'wants your approval' },
  'promotion.reopened': { to: 'reviewers', title: 'wants your approval' },
  'promotion.rebound': undefined,
  'promotion.answered': { to: 'reviewers', title: 'can be decided now' },
  'promotion.decided': undefined,
  'promotion.decision-withdrawn': undefined,
  'promotion.approved': { to: 'requesters', title: 'is approved' },
  'promotion.withdrawn': undefined,
  'promotion.rejected': {
    to: 'requesters',
    title: 'was rejected',
    urgent: true,
  },
  'promotion.expired': { to: 'requesters', title: 'expired', urgent: true },
  'promotion.void': {
    to: 'requesters',
    title: 'is void: what it rests on changed',
    urgent: true,
  },
  'promotion.superseded': undefined,
  'promotion.workflow-requested': undefined,
  'promotion.workflow-started': undefined,
  'promotion.workflow-failed': {
    to: 'requesters',
    title: 'is approved, but its deploy workflow did not start',
    urgent: true,
  },
  'promotion.released': undefined,
  'promotion.deploying': undefined,
  'deployment.step-reported': undefined,
  'deployment.deployed': undefined,
  'deployment.rolled-back': undefined,
  'deployment.failed': undefined,
  'promotion.deployed': { to: 'requesters', title: 'is deployed' },
  'promotion.rolled-back': {
    to: 'requesters',
    title: 'was rolled back',
    urgent: true,
  },
  'promotion.failed': {
    to: 'requesters',
    title: 'failed to deploy',
    urgent: true,
  },
  'webhook.redelivered': undefined,
  'audit.exported': undefined,
  'log.upgraded': undefined,
  'log.anchored': undefined,
  'log.anchor-replaced': undefined,
  'log.continued': undefined,
};

/** Whether anybody is notified of an event. Nobody is of example history. */
export function isAnnounced({ type, demo }: StoredEvent): boolean {
  return (
    (ANNOUNCED[type] !== undefined || OVER[type] !== undefined) && demo !== true
  );
}

/** The notices that an event calls for: none when it is for nobody. */
export async function writeAnnouncements(
  db: Knex,
  event: StoredEvent,
  options: {
    /** Entity refs of the groups that accept what is proposed of chatbots. */
    registryReviewers: readonly string[];
    names: NameReader;
  },
): Promise<Notice[]> {
  const { registryReviewers, names } = options;
  const { type, subject } = event;
  const announcement = ANNOUNCED[type];
  const over = OVER[type];
  if ((!announcement && !over) || isMovedOn(event)) {
    return [];
  }
  if (announcement && subject.kind === 'facts-proposal') {
    return announceProposal(
      await findFactsProposal(db, subject.id),
      await findChatbot(db, subject.chatbot),
      { ...announcement, registryReviewers },
    );
  }
  const record = toRecord(await findPromotion(db, subject.id));
  if (
    event.type === 'promotion.answered' &&
    !(await isLastAnswer(db, record, event.data.answerId))
  ) {
    return [];
  }
  const { row, rules, requesters } = record;
  const chatbot = await findChatbot(db, row.chatbot);
  const reviewers = [...new Set(rules.approvals.map(({ group }) => group))];
  const nameOf = await names(reviewers);
  const write = (
    to: Announcement['to'],
    {
      title,
      severity,
      isAsked,
    }: Pick<Notice, 'title' | 'severity'> & { isAsked: boolean },
  ): Notice[] => {
    const recipients = to === 'reviewers' ? reviewers : requesters;
    const notice = {
      recipients,
      exclude: to === 'reviewers' ? requesters : [],
      title: `${chatbot.title} · ${row.version} → ${row.stage} ${title}`,
      description: describe(record, { isAsked, nameOf }),
      link: `/chatbots/promotions/${row.id}`,
      severity,
      topic: 'promotions',
      // Later news of a promotion take the place of earlier ones.
      scope: `promotion:${row.id}`,
    };
    return recipients.length > 0 ? [notice] : [];
  };
  return [
    ...(announcement
      ? write(announcement.to, {
          title: announcement.title,
          severity: announcement.urgent ? 'high' : 'normal',
          isAsked: announcement.to === 'reviewers',
        })
      : []),
    ...(over
      ? write('reviewers', { title: over, severity: 'low', isAsked: false })
      : []),
  ];
}

/** What changes, and to those who are asked what is missing. */
function describe(
  record: PromotionRecord,
  { isAsked, nameOf }: { isAsked: boolean; nameOf: (ref: string) => string },
): string {
  const { needs } = missingOf(record, {
    checks: record.gate.checks,
    waitingSince: record.row.requested_at,
    // What people are asked for has nothing to do with how long it takes.
    now: systemClock.now(),
    silenceMs: Infinity,
  });
  const missing = needs.map(need => describeNeed(need, nameOf)).join(', ');
  return [record.row.summary, isAsked && missing && `Missing: ${missing}`]
    .filter(Boolean)
    .join('. ');
}

/** Tells registry reviewers of a proposal that waits, and whoever made it what became of it. */
function announceProposal(
  row: FactsProposalRow,
  chatbot: ChatbotRow,
  options: Announcement & { registryReviewers: readonly string[] },
): Notice[] {
  const waits = options.to === 'registry-reviewers';
  const recipients = waits ? [...options.registryReviewers] : [row.proposed_by];
  // Somebody may have decided since.
  if (recipients.length === 0 || (waits && row.state !== 'open')) {
    return [];
  }
  return [
    {
      recipients,
      exclude: waits ? [row.proposed_by] : [],
      title: `${chatbot.title}: ${options.title}`,
      description: (waits ? row.reason : row.comment) ?? '',
      link: waits
        ? '/approvals'
        : `/catalog/${chatbot.namespace}/component/${chatbot.name}`,
      severity: options.urgent ? 'high' : 'normal',
      topic: 'facts',
      scope: `facts-proposal:${row.id}`,
    },
  ];
}

/** Whether nobody could approve before this answer, and reviewers can since. */
async function isLastAnswer(
  db: Knex,
  { row, rules, state, binding }: PromotionRecord,
  answerId: string,
): Promise<boolean> {
  const asked = askedDigest(binding);
  const answers = (await listExternalAnswers(db, [row.id])).filter(
    one => one.asked_digest === asked,
  );
  const position = answers.findIndex(({ id }) => id === answerId);
  if (state !== 'requested' || position < 0) {
    return false;
  }
  const systems = systemsAsked({
    checks: rules.checks.filter(
      ({ advisory, whenInconclusive }) =>
        !advisory && whenInconclusive !== 'allow',
    ),
  });
  const isComplete = (count: number) => {
    const decided = latestRows(answers.slice(0, count)).filter(
      ({ status }) => status !== 'pending',
    );
    return systems.every(id => decided.some(({ system }) => system === id));
  };
  return isComplete(position + 1) && !isComplete(position);
}

/** Whether a workflow was not started because nobody waited for it any more: nobody misses it. */
function isMovedOn(event: StoredEvent): boolean {
  return (
    event.type === 'promotion.workflow-failed' &&
    ['promotion-state', 'workflow-underway'].includes(event.data.reasonCode)
  );
}
