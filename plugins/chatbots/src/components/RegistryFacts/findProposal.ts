import type { IdentityApi } from '@backstage/frontend-plugin-api';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { sameRef } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import type { ChatbotsApi } from '../../api';

/** Enough to find one that was decided a moment ago. */
const NEWEST = 20;

/** A proposal as it stands now, whether it is open or not. @internal */
export async function findProposal(
  api: ChatbotsApi,
  { id, chatbot }: Pick<Api.FactsProposal, 'id' | 'chatbot'>,
  call: { signal: AbortSignal },
): Promise<Api.FactsProposal | undefined> {
  const { items } = await api.listFactsProposals(
    { query: { view: 'all', chatbot, limit: NEWEST } },
    call,
  );
  return items.find(one => one.id === id);
}

/** Whether the viewer has decided so on a proposal, and not somebody else. @internal */
export async function isDecidedByViewer(
  identity: IdentityApi,
  proposal: Api.FactsProposal,
  decided: { state: Api.FactsProposal['state']; comment?: string },
): Promise<boolean> {
  const { userEntityRef } = await identity.getBackstageIdentity();
  return (
    proposal.decidedBy !== undefined &&
    sameRef(proposal.decidedBy, userEntityRef) &&
    proposal.state === decided.state &&
    proposal.comment === decided.comment
  );
}
