import { useEffect, useRef, type ReactNode } from 'react';
import styles from './shared.module.css';

/** Props of {@link Announcement}. @internal */
export interface AnnouncementProps {
  /** What the person did; the focus comes here when it changes. */
  done: string | undefined;
  label?: string;
  className?: string;
  children: ReactNode;
}

/**
 * Says what an action did, and takes the focus: the button or dialog that did it
 * is often gone, and a reader would start again at the top of the page.
 *
 * @internal
 */
export function Announcement(props: AnnouncementProps) {
  const { done, label, className = '', children } = props;
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!done) {
      return undefined;
    }
    // After the dialog, which gives the focus back to its opener in the next frame.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => region.current?.focus()),
    );
    return () => cancelAnimationFrame(frame);
  }, [done]);
  return (
    <div
      ref={region}
      role="status"
      aria-label={label}
      tabIndex={-1}
      className={`${styles.announced} ${className}`}
    >
      {children}
    </div>
  );
}
