import { Link } from '@backstage/ui';
import { useNames, useOptionalRouteRef, useTexts } from '../../hooks';
import { versionRouteRef } from '../../routes';
import styles from './shared.module.css';

/** Props of {@link VersionLabel}. @internal */
export interface VersionLabelProps {
  chatbot: string;
  version: string;
  /** Shows the version alone, where the page names the chatbot already. It is announced in full. */
  short?: boolean;
  /** Plain text, for headings and for inside other links. */
  noLink?: boolean;
}

/**
 * A model version, always named together with its chatbot.
 *
 * @internal
 */
export function VersionLabel(props: VersionLabelProps) {
  const { chatbot, version, short, noLink } = props;
  const t = useTexts();
  const names = useNames();
  const versionPath = useOptionalRouteRef(versionRouteRef);
  const full = t('shared.version.label', {
    chatbot: names.chatbot(chatbot),
    version,
  });
  const href = noLink ? undefined : versionPath?.({ chatbot, version });
  const text = short ? version : full;

  return href ? (
    <Link href={href} aria-label={full} className={styles.version}>
      {text}
    </Link>
  ) : (
    <span className={styles.version} title={full}>
      {text}
    </span>
  );
}
