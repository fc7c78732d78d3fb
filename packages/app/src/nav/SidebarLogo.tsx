import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../translation';
import { Logo } from './Logo';
import styles from './SidebarLogo.module.css';

/**
 * The mark at the top of the navigation, with the portal's name when there is
 * room. Leads home.
 *
 * @internal
 */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  const { t } = useTranslationRef(appTranslationRef);
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? t('portal.title');

  return (
    <div
      className={styles.root}
      style={{ minWidth: sidebarConfig.drawerWidthClosed }}
    >
      <Link
        aria-label={t('nav.home', { title })}
        className={styles.link}
        to="/"
        underline="none"
      >
        <Logo size={32} />
        {isOpen && <span className={styles.title}>{title}</span>}
      </Link>
    </div>
  );
}
