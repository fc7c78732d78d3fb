import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { UnitOfWork, Work, WorkContext } from '../../database/UnitOfWork';
import {
  ChatbotRow,
  findChatbot,
  insertChatbot,
} from '../../database/chatbots';
import { FactsColumns } from '../../database/factsProposals';
import { assertOwner, MembershipReader } from '../../people';
import {
  askedFacts,
  hashedFacts,
  ownerPeople,
  repositoryOwnerText,
  sameFacts,
  STRICTEST_RISK_CLASS,
  toChatbot,
} from '../../records/chatbots';
import { ChatbotService, Recorded } from '../commands';
import { normalizeOwner, proposeFacts } from '../facts/proposeFacts';
import { assertRepositoryFree, repositoryColumns } from './repositoryBinding';

/** Keeps chatbots in the registry's tables. */
export class DefaultChatbotService implements ChatbotService {
  readonly #unitOfWork: UnitOfWork;
  readonly #people: MembershipReader;

  constructor(options: { unitOfWork: UnitOfWork; people: MembershipReader }) {
    this.#unitOfWork = options.unitOfWork;
    this.#people = options.people;
  }

  async register(
    registration: Api.ChatbotRegistration,
    context: WorkContext,
  ): Promise<Recorded<Api.Chatbot>> {
    const owner = normalizeOwner(registration.owner);
    const { actor } = context;
    if (actor.kind !== 'user') {
      throw errorWithReason('user-required', 'Only people register chatbots');
    }
    await assertOwner(
      this.#people,
      actor.userRef,
      owner,
      'register a chatbot for it',
    );
    return this.#unitOfWork.run(context, async work => {
      const facts: FactsColumns = {
        owner,
        risk_class: registration.riskClass,
        ...repositoryColumns(registration.repository),
      };
      const row = newRow(registration, facts, work);
      await assertRepositoryFree(work, row.name, row);
      if (!(await insertChatbot(work.db, row))) {
        const existing = await existingOf(work, row);
        work.unchanged();
        return { record: toChatbot(existing), created: false };
      }
      await work.record({
        type: 'chatbot.registered',
        subject: { kind: 'chatbot', chatbot: row.name, id: row.name },
        data: { namespace: row.namespace, ...hashedFacts(facts) },
        people: ownerPeople('owner', row.owner),
        texts: {
          title: row.title,
          ...(row.purpose === null ? {} : { purpose: row.purpose }),
          ...repositoryOwnerText('repositoryOwner', row),
          repositoryUrl: row.repository_url,
        },
      });
      await proposeFacts(work, {
        chatbot: row.name,
        facts,
        proposedBy: actor.userRef,
      });
      return { record: toChatbot(row), created: true };
    });
  }
}

function newRow(
  registration: Api.ChatbotRegistration,
  facts: FactsColumns,
  work: Work,
): ChatbotRow {
  return {
    name: registration.name,
    namespace: registration.namespace ?? 'default',
    title: registration.title,
    purpose: registration.purpose ?? null,
    ...facts,
    risk_class: STRICTEST_RISK_CLASS,
    registered_risk_class: facts.risk_class,
    accepted_proposal: null,
    demo: work.demo,
    created_at: work.now,
    updated_at: work.now,
  };
}

/** The chatbot that stood in the way, if it is the same one. */
async function existingOf(work: Work, row: ChatbotRow): Promise<ChatbotRow> {
  await assertRepositoryFree(work, row.name, row);
  const existing = await findChatbot(work.db, row.name);
  const same =
    sameFacts(askedFacts(existing), askedFacts(row)) &&
    existing.namespace === row.namespace &&
    existing.title === row.title &&
    existing.purpose === row.purpose;
  if (!same) {
    throw errorWithReason(
      'chatbot-exists',
      `Another chatbot is named '${row.name}' already`,
    );
  }
  return existing;
}
