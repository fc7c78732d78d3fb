import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { verifyWebhook } from '../../keys';
import { AnswerOptions } from './answerPromotion';
import { ExternalSystem } from './readExternalSystems';

/** A message whose signature was checked. */
export type VerifiedMessage = Pick<
  AnswerOptions,
  'system' | 'messageId' | 'sentAt'
>;

/** Takes what systems outside the portal answer by callback. */
export interface ExternalAnswerService {
  /** Throws `external-signature-invalid`, for a system that nobody configured too. */
  verify(
    system: string,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): VerifiedMessage;
  /** Records an answer; see `answerPromotion`. */
  answer(options: AnswerOptions): Promise<void>;
}

/** Builds the service. */
export function createExternalAnswers(options: {
  systems: ReadonlyMap<string, ExternalSystem>;
  answer(options: AnswerOptions): Promise<void>;
}): ExternalAnswerService {
  const { systems, answer } = options;
  return {
    answer,
    verify(id, headers, body) {
      const system = systems.get(id);
      const message = system && verifyWebhook(system.secret, headers, body);
      if (!message) {
        // The same for an unknown system: nobody is to learn which there are.
        throw errorWithReason(
          'external-signature-invalid',
          'The request is not signed as the configured system signs, or is too old',
        );
      }
      return { system: id, messageId: message.id, sentAt: message.sentAt };
    },
  };
}
