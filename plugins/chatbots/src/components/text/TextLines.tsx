import {
  linesOf,
  type LinePart,
  type TextLine,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useMemo } from 'react';
import { HiddenMark, VisibleText } from './VisibleText';
import { LineTable } from './LineTable';
import styles from './text.module.css';

/** A whole text, line by line, as a model reads it. @internal */
export function TextLines(props: { id?: string; label: string; text: string }) {
  const { id, label, text } = props;
  const lines = useMemo(() => linesOf(text), [text]);
  return (
    <LineTable id={id} label={label} sides={1} count={lines.length}>
      {index => (
        <>
          <td className={styles.number}>{lines[index].number}</td>
          <td className={styles.text}>
            <LineText line={lines[index]} />
          </td>
        </>
      )}
    </LineTable>
  );
}

/** One line with its byte order mark, its end, and what differs in it. @internal */
export function LineText(props: { line: TextLine; parts?: LinePart[] }) {
  const { line } = props;
  const parts = props.parts ?? [{ text: line.text, differs: false }];
  return (
    // Each line has a direction of its own, as each paragraph has for the model.
    <bdi dir="auto">
      {line.bom && <HiddenMark characters={'\uFEFF'} kind="bom" />}
      {parts.map((part, index) =>
        part.differs ? (
          <span key={index} className={styles.differs}>
            <VisibleText>{part.text}</VisibleText>
          </span>
        ) : (
          <VisibleText key={index}>{part.text}</VisibleText>
        ),
      )}
      {(line.end === '\r\n' || line.end === '\r') && (
        <HiddenMark characters={line.end} kind="line-end" />
      )}
    </bdi>
  );
}
