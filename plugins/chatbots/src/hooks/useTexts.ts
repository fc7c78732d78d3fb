import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { chatbotsTranslationRef } from '../translation';

/** The plugin's translation function, typed. @internal */
export function useTexts() {
  return useTranslationRef(chatbotsTranslationRef).t;
}

/** Type of the plugin's translation function. @internal */
export type Texts = ReturnType<typeof useTexts>;
