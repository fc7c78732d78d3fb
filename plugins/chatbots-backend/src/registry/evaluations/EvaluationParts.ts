import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { LoggerService } from '@backstage/backend-plugin-api';
import { canonicalJson } from '@chatbot-portal/transparency-log';
import { sha256Text } from '@chatbot-portal/transparency-log/node';
import { randomUUID } from 'node:crypto';
import { PORTAL } from '../../database/Actor';
import { lockChatbot } from '../../database/chatbots';
import { Clock, millisOf, toInstant } from '../../database/Clock';
import { EvaluationRow, findEvaluation } from '../../database/evaluations';
import { fromJson } from '../../database/json';
import {
  completeOpenEvaluation,
  countOpenEvaluations,
  deleteEndedEvaluations,
  findOpenByIdentity,
  insertOpenEvaluation,
  insertPart,
  listPartFacts,
  listParts,
  lockOpenEvaluation,
  OpenEvaluationRow,
} from '../../database/openEvaluations';
import { UnitOfWork, Work } from '../../database/UnitOfWork';
import { EventKeys } from '../../keys';
import { evaluationIdentity } from '../../records/evaluationDigests';
import {
  EvaluationPartsService,
  EvidenceListener,
  PipelineContext,
  Recorded,
} from '../commands';
import { effectiveRun, originOf } from '../runFacts';
import { assertMetrics } from './assertMetrics';
import {
  assertNoParts,
  assertOrigin,
  assertPartOf,
  assertRoom,
  assertVouched,
  Header,
  headerOf,
  notOpen,
  vouchedHeader,
  vouchedPart,
} from './openEvaluation';
import { assertTimes, recordEvaluation, versionOf } from './recordEvaluation';

/** How long an evaluation waits for its parts, in milliseconds. */
const OPEN_FOR_MS = 60 * 60_000;
/** Evaluations of one chatbot that may wait at once. */
const MOST_OPEN = 10;

/**
 * Takes evaluations that are too large for one request: opened by a report that says of how many parts it is, complete when all have
 * come.
 *
 * @remarks
 * Parts are kept as they came, beside everything that is read, and vouched for by a key outside the database. To complete an
 * evaluation puts them together and records it as one that came whole: one event, one digest. What is not complete within an hour is
 * removed.
 */
export class EvaluationParts implements EvaluationPartsService {
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #keys: EventKeys;
  readonly #listener: EvidenceListener;
  readonly #logger: LoggerService;

  constructor(options: {
    unitOfWork: UnitOfWork;
    clock: Clock;
    eventKeys: EventKeys;
    listener: EvidenceListener;
    logger: LoggerService;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#keys = options.eventKeys;
    this.#listener = options.listener;
    this.#logger = options.logger;
  }

  /**
   * Opens an evaluation for its parts. The same report finds the one that is open. Throws what reporting it whole throws, and
   * `too-many-open-evaluations`.
   */
  async open(
    report: Api.EvaluationReport & { parts: number },
    context: PipelineContext,
  ): Promise<Api.OpenEvaluation> {
    assertNoParts(report);
    assertMetrics(report);
    assertTimes(report, this.#clock.now());
    const { actor } = context;
    const run = effectiveRun(actor, report.run);
    const header: Header = { report, run, origin: originOf(actor, run) };
    const identity = evaluationIdentity(actor.chatbot, report, run);
    const text = canonicalJson(header);
    return this.#unitOfWork.run(context, async work => {
      await lockChatbot(work.db, actor.chatbot);
      work.unchanged();
      const now = this.#clock.now();
      await deleteEndedEvaluations(work.db, toInstant(now));
      await versionOf(work, actor.chatbot, report);
      const before = await findOpenByIdentity(work.db, identity);
      if (before) {
        if (before.report !== text) {
          throw errorWithReason(
            'evaluation-conflict',
            `This run is being reported with other facts as evaluation ${before.id}`,
            {
              hint: `Report a new run, or wait until ${before.ends_at}.`,
              details: { evaluationId: before.id },
            },
          );
        }
        return this.#show(work, before);
      }
      if ((await countOpenEvaluations(work.db, actor.chatbot)) >= MOST_OPEN) {
        throw errorWithReason(
          'too-many-open-evaluations',
          `${MOST_OPEN} evaluations of '${actor.chatbot}' wait for parts`,
        );
      }
      const row = {
        id: randomUUID(),
        chatbot: actor.chatbot,
        identity_digest: identity,
        report: text,
        parts: report.parts,
        ends_at: toInstant(new Date(now.getTime() + OPEN_FOR_MS)),
        completed_as: null,
      };
      const open = { ...row, ...this.#keys.sign(vouchedHeader(row)) };
      await insertOpenEvaluation(work.db, open);
      return this.#show(work, open);
    });
  }

  /**
   * Keeps one part. The same content again changes nothing. Throws `evaluation-not-open`, `part-conflict`, `evaluation-too-large`,
   * `metric-invalid` or `token-foreign`.
   */
  async put(
    place: { id: string; part: number },
    content: Api.EvaluationPart,
    context: PipelineContext,
  ): Promise<Api.OpenEvaluation> {
    const { samples = [], slices = [] } = content;
    const text = canonicalJson({ samples, slices });
    const digest = sha256Text(text);
    return this.#unitOfWork.run(context, async work => {
      work.unchanged();
      const open = await this.#openFor(work, place.id, context);
      assertPartOf(open, place.part);
      const parts = await listPartFacts(work.db, open.id);
      const before = parts.find(({ part }) => part === place.part);
      if (before) {
        if (before.digest !== digest) {
          throw errorWithReason(
            'part-conflict',
            `Part ${place.part} of evaluation ${open.id} came with other content`,
            { details: { received: before.digest, sent: digest } },
          );
        }
        return this.#show(work, open);
      }
      const { report } = headerOf(open);
      assertMetrics({ ...report, samples, slices });
      const row = {
        evaluation_id: open.id,
        part: place.part,
        digest,
        samples: samples.length,
        slices: slices.length,
        bytes: Buffer.byteLength(text),
        content: text,
      };
      assertRoom([...parts, row]);
      const vouched = this.#keys.sign(vouchedPart(row));
      await insertPart(work.db, { ...row, ...vouched });
      return this.#show(work, open);
    });
  }

  /**
   * Records the evaluation that all parts together are. Again it answers with the same one. Throws `evaluation-not-open`,
   * `parts-missing`, `parts-changed`, and what reporting it whole throws.
   */
  async complete(
    id: string,
    context: PipelineContext,
  ): Promise<Recorded<EvaluationRow>> {
    const { actor } = context;
    return this.#unitOfWork.run(context, async work => {
      await lockChatbot(work.db, actor.chatbot);
      const known = await this.#completed(work, id, actor.chatbot);
      if (known) {
        work.unchanged();
        return { record: known, created: false };
      }
      const open = await this.#openFor(work, id, context);
      const parts = await listParts(work.db, id);
      assertVouched({ open, parts, keys: this.#keys, logger: this.#logger });
      const { report, run, origin } = headerOf(open);
      const contents = parts.map(({ content }) =>
        fromJson<Api.EvaluationPart>(content ?? '{}'),
      );
      const whole = {
        ...report,
        samples: contents.flatMap(({ samples = [] }) => samples),
        slices: contents.flatMap(({ slices = [] }) => slices),
      };
      assertMetrics(whole);
      const { identity_digest: identity, chatbot } = open;
      const recorded = await recordEvaluation(
        work,
        { report: whole, id, chatbot, identity, run, origin },
        this.#listener,
      );
      await completeOpenEvaluation(work.db, id, recorded.record.id);
      return recorded;
    });
  }

  /** Removes what has waited for its parts for an hour. For the scheduler. */
  async endOpen(): Promise<void> {
    const ended = await this.#unitOfWork.run(
      { actor: PORTAL, derived: true },
      async work => {
        work.unchanged();
        return deleteEndedEvaluations(work.db, toInstant(this.#clock.now()));
      },
    );
    if (ended > 0) {
      this.#logger.info(`${ended} evaluations ended without all their parts`);
    }
  }

  async #completed(work: Work, id: string, chatbot: string) {
    const open = await lockOpenEvaluation(work.db, { id, chatbot });
    const record = await findEvaluation(work.db, open?.completed_as ?? id);
    return record?.chatbot === chatbot ? record : undefined;
  }

  /** The one that is open for whoever opened it, locked. */
  async #openFor(work: Work, id: string, { actor }: PipelineContext) {
    const { chatbot } = actor;
    const open = await lockOpenEvaluation(work.db, { id, chatbot });
    if (!open || !(millisOf(open.ends_at) > this.#clock.now().getTime())) {
      throw notOpen(id);
    }
    assertOrigin(open, actor);
    return open;
  }

  async #show(
    work: Work,
    open: OpenEvaluationRow,
  ): Promise<Api.OpenEvaluation> {
    const parts = await listPartFacts(work.db, open.id);
    return {
      id: open.id,
      parts: open.parts,
      received: parts.map(({ part, digest }) => ({ part, digest })),
      endsAt: open.ends_at,
    };
  }
}
