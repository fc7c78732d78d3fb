import type { ReactNode } from 'react';
import styles from './shared.module.css';

/** One fact: its name and its value. @internal */
export interface Fact {
  label: string;
  /** A fact without a value is left out by passing undefined. */
  value: ReactNode;
}

/** Facts about a thing, as a list of names and values. @internal */
export function FactList(props: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {props.facts
        .filter(fact => fact.value !== undefined)
        .map(fact => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  );
}
