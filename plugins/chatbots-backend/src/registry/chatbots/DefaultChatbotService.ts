import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { UnitOfWork, Work, WorkContext } from '../../database/UnitOfWork';
import {
  ChatbotRow,
  findChatbot,
  insertChatbot,
  lockChatbot,
  updateChatbot,
} from '../../database/chatbots';
import { revokePipelineTokens } from '../../database/pipelineTokens';
import { MembershipReader } from '../../people';
import { FactsListener, ChatbotService, Recorded } from '../commands';
import { assertOwner } from '../../people';
import {
  hashedFacts,
  ownerPeople,
  repositoryOwnerText,
  toChatbot,
} from '../../records/chatbots';
import { assertRepositoryFree, repositoryColumns } from './repositoryBinding';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const OWNER_KINDS = new Set(['group', 'user']);

/** Keeps chatbots in the registry's tables. */
export class DefaultChatbotService implements ChatbotService {
  readonly #unitOfWork: UnitOfWork;
  readonly #people: MembershipReader;
  readonly #listener: FactsListener;

  constructor(options: {
    unitOfWork: UnitOfWork;
    people: MembershipReader;
    listener: FactsListener;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#people = options.people;
    this.#listener = options.listener;
  }

  async register(
    registration: Api.ChatbotRegistration,
    context: WorkContext,
  ): Promise<Recorded<Api.Chatbot>> {
    const owner = normalizeOwner(registration.owner);
    if (context.actor.kind === 'pipeline') {
      throw errorWithReason('user-required', 'Pipelines register no chatbots');
    }
    if (context.actor.kind === 'user') {
      await assertOwner(
        this.#people,
        context.actor.userRef,
        owner,
        'register a chatbot for it',
      );
    }
    return this.#unitOfWork.run(context, async work => {
      const row = newRow(registration, owner, work);
      await assertRepositoryFree(work, row.name, row);
      if (!(await insertChatbot(work.db, row))) {
        const existing = await existingOf(work, row);
        work.unchanged();
        return { record: toChatbot(existing), created: false };
      }
      await work.record({
        type: 'chatbot.registered',
        subject: { kind: 'chatbot', chatbot: row.name, id: row.name },
        data: { namespace: row.namespace, ...hashedFacts(row) },
        people: ownerPeople('owner', row.owner),
        texts: {
          title: row.title,
          ...(row.purpose === null ? {} : { purpose: row.purpose }),
          ...repositoryOwnerText('repositoryOwner', row),
          repositoryUrl: row.repository_url,
        },
      });
      return { record: toChatbot(row), created: true };
    });
  }

  async changeFacts(
    chatbot: string,
    change: Api.ChatbotFactsChange,
    context: WorkContext,
  ): Promise<Api.Chatbot> {
    const owner =
      change.owner === undefined ? undefined : normalizeOwner(change.owner);
    if (owner !== undefined && !(await this.#people.exists(owner))) {
      throw errorWithReason('owner-unknown', `The catalog has no ${owner}`);
    }
    return this.#unitOfWork.run(context, async work => {
      const before = await lockChatbot(work.db, chatbot);
      const after = changedRow(before, { ...change, owner }, work.now);
      if (sameFacts(before, after)) {
        work.unchanged();
        return toChatbot(before);
      }
      const moved = !sameRepository(before, after);
      if (change.repository) {
        await assertRepositoryFree(work, chatbot, after);
      }
      await updateChatbot(work.db, after);
      const revokedTokens = moved
        ? await revokePipelineTokens(work.db, { chatbot, now: work.now })
        : [];
      await work.record({
        type: 'chatbot.facts-changed',
        subject: { kind: 'chatbot', chatbot, id: chatbot },
        data: {
          before: hashedFacts(before),
          after: hashedFacts(after),
          revokedTokens,
        },
        people: {
          ...ownerPeople('ownerBefore', before.owner),
          ...ownerPeople('ownerAfter', after.owner),
        },
        texts: {
          ...repositoryOwnerText('repositoryOwnerBefore', before),
          ...repositoryOwnerText('repositoryOwnerAfter', after),
          repositoryUrlBefore: before.repository_url,
          repositoryUrlAfter: after.repository_url,
        },
      });
      await this.#listener.onFactsChanged(work, { before, after });
      return toChatbot(after);
    });
  }
}

function newRow(
  registration: Api.ChatbotRegistration,
  owner: string,
  work: Work,
): ChatbotRow {
  return {
    name: registration.name,
    namespace: registration.namespace ?? 'default',
    title: registration.title,
    purpose: registration.purpose ?? null,
    owner,
    risk_class: registration.riskClass,
    ...repositoryColumns(registration.repository),
    demo: work.demo,
    created_at: work.now,
    updated_at: work.now,
  };
}

function changedRow(
  before: ChatbotRow,
  change: Api.ChatbotFactsChange,
  now: string,
): ChatbotRow {
  const { owner, riskClass, repository } = change;
  return {
    ...before,
    owner: owner ?? before.owner,
    risk_class: riskClass ?? before.risk_class,
    ...(repository ? repositoryColumns(repository) : {}),
    updated_at: now,
  };
}

/** The chatbot that stood in the way, if it is the same one. */
async function existingOf(work: Work, row: ChatbotRow): Promise<ChatbotRow> {
  await assertRepositoryFree(work, row.name, row);
  const existing = await findChatbot(work.db, row.name);
  const same =
    sameFacts(existing, row) &&
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

function sameRepository(a: ChatbotRow, b: ChatbotRow): boolean {
  return (
    a.repository_host === b.repository_host &&
    a.repository_id === b.repository_id &&
    a.repository_owner_id === b.repository_owner_id
  );
}

function sameFacts(a: ChatbotRow, b: ChatbotRow): boolean {
  return (
    a.owner === b.owner &&
    a.risk_class === b.risk_class &&
    a.repository_url === b.repository_url &&
    sameRepository(a, b)
  );
}

/** The one spelling of an owner's entity ref. Throws `owner-unknown` for a kind that can't own. */
function normalizeOwner(owner: string): string {
  const ref = parseEntityRef(owner);
  if (!OWNER_KINDS.has(ref.kind.toLocaleLowerCase('en-US'))) {
    throw errorWithReason(
      'owner-unknown',
      `'${owner}' is neither a group nor a user`,
    );
  }
  return stringifyEntityRef(ref);
}
