import { INVISIBLE_KINDS } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { VisibleText } from './VisibleText';

/** Joiners that Persian, Hindi and others are not written without; they reorder nothing. */
const JOINERS = '\u200C\u200D';

/**
 * What somebody wrote, in a page that somebody else wrote: its direction stays inside, and what could reorder or hide words is a mark.
 * Titles, names, comments and reasons are shown by it.
 *
 * @internal
 */
export function Written(props: { children: string }) {
  return (
    <bdi>
      <VisibleText kinds={INVISIBLE_KINDS} except={JOINERS}>
        {props.children}
      </VisibleText>
    </bdi>
  );
}
