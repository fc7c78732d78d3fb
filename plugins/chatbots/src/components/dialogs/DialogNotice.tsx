import { Alert } from '@backstage/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './dialogs.module.css';

/** Words in a dialog that must not be passed over, brought to where the eye is. @internal */
export function DialogNotice(props: { title: string; children?: ReactNode }) {
  const { title, children } = props;
  const notice = useRef<HTMLDivElement>(null);
  // A long dialog scrolls on a phone, and the button that was pressed stands below it.
  useEffect(() => notice.current?.scrollIntoView?.({ block: 'nearest' }), []);
  return (
    <Alert
      ref={notice}
      status="warning"
      icon
      className={styles.notice}
      title={title}
      description={children && <div className={styles.stack}>{children}</div>}
    />
  );
}
