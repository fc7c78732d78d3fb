import {
  EvidenceListener,
  Recorded,
  PipelineContext,
  EvaluationService,
} from '../commands';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../database/Clock';
import { UnitOfWork } from '../../database/UnitOfWork';
import { EvaluationRow } from '../../database/evaluations';
import { lockChatbot } from '../../database/chatbots';
import { evaluationIdentity } from '../../records/evaluationDigests';
import { effectiveRun, originOf } from '../runFacts';
import { assertMetrics } from './assertMetrics';
import { assertTimes, recordEvaluation } from './recordEvaluation';

/** Keeps evaluations in the registry's tables. */
export class DefaultEvaluationService implements EvaluationService {
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #listener: EvidenceListener;

  constructor(options: {
    unitOfWork: UnitOfWork;
    clock: Clock;
    listener: EvidenceListener;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#clock = options.clock;
    this.#listener = options.listener;
  }

  async report(
    report: Api.EvaluationReport,
    context: PipelineContext,
  ): Promise<Recorded<EvaluationRow>> {
    assertMetrics(report);
    assertTimes(report, context.occurredAt ?? this.#clock.now());
    const { actor } = context;
    const { chatbot } = actor;
    const run = effectiveRun(actor, report.run);
    const whole = {
      report,
      id: randomUUID(),
      chatbot,
      identity: evaluationIdentity(chatbot, report, run),
      run,
      origin: originOf(actor, run),
    };
    return this.#unitOfWork.run(context, async work => {
      await lockChatbot(work.db, chatbot);
      return recordEvaluation(work, whole, this.#listener);
    });
  }
}
