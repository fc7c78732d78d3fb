import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** Compares two versions of a chatbot; with nothing to replace, the base is absent. */
export interface VersionComparer {
  compare(
    chatbot: string,
    base: string | undefined,
    target: string,
  ): Promise<Api.Comparison>;
}
