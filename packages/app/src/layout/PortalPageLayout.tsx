import {
  BreadcrumbEntry,
  coreApis,
  PageLayoutProps,
  RouterLink,
  useApi,
  useAppLocation,
  useAppNode,
  useBreadcrumbEntries,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
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
  // The frame stands outside of the page's own router: it asks the app where it is.
  const { pathname } = useAppLocation();
  const page = useApi(coreApis.routeResolution)
    .resolvePath({ pathname, node: useAppNode() })
    .matches.at(-1);
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
            <RouterLink
              key={id}
              className={styles.part}
              href={href}
              aria-current={isWithin(pathname, href) ? 'page' : undefined}
            >
              {label}
            </RouterLink>
          ))}
        </nav>
      )}
      {children}
    </>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? page?.basePath ?? '/' }}
    >
      {content}
    </BreadcrumbEntry>
  ) : (
    content
  );
}

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
