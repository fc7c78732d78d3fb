import {
  codePointsOf,
  tagLetter,
  textParts,
  type HiddenKind,
  type TextPart,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useMemo } from 'react';
import { useTexts } from '../../hooks';
import styles from './text.module.css';

/** Marks of one line; what follows them is written in brackets, so that a line of nothing else can't stop the page. */
const MOST_MARKS = 200;

/** Props of {@link VisibleText}. @internal */
export interface VisibleTextProps {
  children: string;
  /** Kinds that are marked. Default: all of them. */
  kinds?: readonly HiddenKind[];
  /** Characters that are left as they are, though their kind is marked. */
  except?: string;
}

/**
 * A text as a model reads it: each character that people would not see is a mark with its code point.
 *
 * @internal
 */
export function VisibleText(props: VisibleTextProps) {
  const { children, kinds, except } = props;
  const parts = useMemo(
    () => marksOf(children, kinds, except),
    [children, kinds, except],
  );
  return (
    <>
      {parts.map(({ text, hidden }, index) =>
        hidden ? (
          <HiddenMark key={index} characters={text} kind={hidden} />
        ) : (
          text
        ),
      )}
    </>
  );
}

/** One hidden character, or CR and LF together. @internal */
export function HiddenMark(props: { characters: string; kind: HiddenKind }) {
  const t = useTexts();
  const { characters, kind } = props;
  const letter = tagLetter(characters);
  return (
    <span
      className={styles.mark}
      data-kind={kind}
      title={t(`shared.hidden.one.${kind}`)}
    >
      {codePointsOf(characters)}
      {letter !== undefined && letter !== ' ' && ` ${letter}`}
    </span>
  );
}

/** Parts to draw: neighbours that need no mark are one text, and so is all that comes after too many marks. */
function marksOf(
  text: string,
  kinds: readonly HiddenKind[] | undefined,
  except: string | undefined,
): TextPart[] {
  const marks: TextPart[] = [];
  let marked = 0;
  for (const part of textParts(text, { start: false })) {
    const isHidden =
      part.hidden !== undefined &&
      (kinds === undefined || kinds.includes(part.hidden)) &&
      !except?.includes(part.text);
    const last = marks.at(-1);
    if (isHidden && marked < MOST_MARKS) {
      marks.push(part);
      marked += 1;
      continue;
    }
    const plain = isHidden ? `[${codePointsOf(part.text)}]` : part.text;
    if (last && !last.hidden) {
      last.text += plain;
    } else {
      marks.push({ text: plain });
    }
  }
  return marks;
}
