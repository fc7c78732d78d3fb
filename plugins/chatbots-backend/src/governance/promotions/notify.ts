import { Work } from '../../database';
import { Held } from '../../records/promotions';

/** Who hears of a new state, and in which words. States that are not listed are shown, not announced. */
const ANNOUNCED: Record<
  string,
  { to: 'reviewers' | 'requesters'; title: string; urgent?: boolean }
> = {
  requested: { to: 'reviewers', title: 'wants your approval' },
  approved: { to: 'requesters', title: 'is approved' },
  rejected: { to: 'requesters', title: 'was rejected', urgent: true },
  void: {
    to: 'requesters',
    title: 'is void: what it rests on changed',
    urgent: true,
  },
  expired: { to: 'requesters', title: 'expired', urgent: true },
  deployed: { to: 'requesters', title: 'is deployed' },
  'rolled-back': { to: 'requesters', title: 'was rolled back', urgent: true },
  failed: { to: 'requesters', title: 'failed to deploy', urgent: true },
};

/** Asks, in the same transaction, for the notification that a promotion's state calls for. */
export async function notifyInvolved(work: Work, held: Held): Promise<void> {
  const { promotion, chatbot } = held;
  const announcement = ANNOUNCED[promotion.state];
  if (!announcement) {
    return;
  }
  const recipients =
    announcement.to === 'reviewers'
      ? [...new Set(promotion.rules.approvals.map(({ group }) => group))]
      : promotion.requesters;
  if (recipients.length === 0 || work.demo) {
    return;
  }
  const { row } = promotion;
  await work.enqueue('notification', {
    recipients,
    exclude: announcement.to === 'reviewers' ? promotion.requesters : [],
    title: `${chatbot.title} · ${row.version} → ${row.stage} ${announcement.title}`,
    description: row.summary ?? '',
    link: `/chatbots/promotions/${promotion.id}`,
    severity: announcement.urgent ? 'high' : 'normal',
    topic: 'promotions',
    // Later news of a promotion take the place of earlier ones.
    scope: `promotion:${promotion.id}`,
  });
}
