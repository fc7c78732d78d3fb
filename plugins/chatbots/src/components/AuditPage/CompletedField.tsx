import { Combobox } from '@backstage/ui';
import { useEffect, useState, type KeyboardEvent } from 'react';

/** One thing that can be chosen: its name for people, and its name for the API. @internal */
export interface FieldOption {
  id: string;
  label: string;
}

/** Props of {@link CompletedField}. @internal */
export interface CompletedFieldProps {
  label: string;
  placeholder: string;
  /** What is set, as people read it; empty for nothing. */
  text: string;
  /** The option that is set, where it is one. */
  chosen: string | undefined;
  /** Options that match the typed words. */
  options: readonly FieldOption[];
  /** Called while somebody types, and with the words that stand there when the field is entered. */
  onTyped: (words: string) => void;
  /** Called with the option that was chosen, or nothing when the field was emptied. */
  onChoose: (id: string | undefined) => void;
  /** Called on Enter, or when one leaves the field, with words that are none of the options. */
  onWords: (words: string) => void;
}

/**
 * A field that completes what is typed: nobody has to know the name that links
 * and the API have.
 *
 * @internal
 */
export function CompletedField(props: CompletedFieldProps) {
  const { label, placeholder, text, chosen } = props;
  const { onTyped, onChoose, onWords } = props;
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  // What is set is offered too, whatever was typed last: it gives the field its words.
  const options = [
    ...(chosen === undefined ? [] : [{ id: chosen, label: text }]),
    ...props.options.filter(({ id }) => id !== chosen),
  ];

  const commit = () => {
    const words = typed.trim();
    const meant = options.find(
      option => option.label.toLowerCase() === words.toLowerCase(),
    );
    if (words === text) {
      return;
    }
    if (words === '' || meant) {
      onChoose(meant?.id);
    } else {
      onWords(words);
    }
  };
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    const isInList =
      target instanceof Element && target.getAttribute('aria-activedescendant');
    // On an option, Enter chooses it.
    if (key === 'Enter' && !isInList) {
      commit();
    }
  };
  return (
    <Combobox
      label={label}
      placeholder={placeholder}
      options={options.map(({ id, label: name }) => ({
        value: id,
        label: name,
      }))}
      search={{
        mode: 'server',
        inputValue: typed,
        onInputChange: words => {
          setTyped(words);
          onTyped(words);
        },
      }}
      allowsCustomValue
      selectedKey={chosen ?? null}
      onSelectionChange={key => {
        const picked = options.find(({ id }) => id === key);
        if (picked && picked.id !== chosen) {
          // At once: words that came after the choice would open the list again.
          setTyped(picked.label);
          onChoose(picked.id);
        }
      }}
      onFocus={() => onTyped('')}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
