import {
  BreadcrumbEntry,
  PageLayoutProps,
  useBreadcrumbEntries,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { NavLink, useResolvedPath } from 'react-router-dom';
import { appTranslationRef } from '../translation';
import styles from './PortalPageLayout.module.css';

/**
 * The frame of every plugin's page: its name, where one is, and its parts. The
 * parts are links in a navigation, because they lead to pages: the tabs that
 * Backstage puts here name panels that don't exist.
 *
 * @internal
 */
export function PortalPageLayout(props: PageLayoutProps) {
  const { title, icon, noHeader, titleLink, headerActions, tabs, children } =
    props;
  const { t } = useTranslationRef(appTranslationRef);
  const parentPath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { items: breadcrumbs } = useBreadcrumbEntries();
  if (noHeader) {
    return <>{children}</>;
  }
  const content = (
    <>
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        customActions={headerActions}
      />
      {tabs && tabs.length > 0 && (
        <nav
          className={styles.parts}
          aria-label={t('layout.parts', { title: title ?? '' })}
        >
          {tabs.map(({ id, href, label }) => (
            <NavLink
              key={id}
              className={styles.part}
              to={href.startsWith('/') ? href : `${parentPath}/${href}`}
            >
              {label}
            </NavLink>
          ))}
        </nav>
      )}
      {children}
    </>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (parentPath || '/') }}
    >
      {content}
    </BreadcrumbEntry>
  ) : (
    content
  );
}
