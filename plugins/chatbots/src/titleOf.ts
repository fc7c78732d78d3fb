import { TranslationRefTuple } from '@backstage/frontend-plugin-api';
import { chatbotsTranslationRef } from './translation';
import { titleMessages } from './translations/title';

/**
 * Title of a page or tab: a translated message, or English text before Backstage 1.57.
 *
 * @remarks
 * Blueprints take messages as titles since 1.57, which made translation refs functions; those of 1.55 are plain objects.
 *
 * @internal
 */
export function titleOf(
  page: keyof typeof titleMessages,
): string | TranslationRefTuple<undefined> {
  return typeof chatbotsTranslationRef === 'function'
    ? chatbotsTranslationRef(`title.${page}`)
    : titleMessages[page];
}
