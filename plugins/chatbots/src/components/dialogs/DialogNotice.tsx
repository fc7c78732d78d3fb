import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import styles from './dialogs.module.css';

/** Words in a dialog that must not be passed over. @internal */
export function DialogNotice(props: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.notice}>
      <Typography component="p" variant="subtitle2">
        {props.title}
      </Typography>
      {props.children}
    </div>
  );
}
