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
import { useRef } from 'react';
import { CHATBOTS_PATH, useOpenChatbot } from '../nav/useOpenChatbot';
import { appTranslationRef } from '../translation';
import { TabTitle } from './PortalInTitles';
import styles from './PortalPageLayout.module.css';
import { usePageOutline } from './usePageOutline';

/**
 * The frame of every plugin's page: its name (in the browser's tab as well),
 * where one is, and its parts. It has one `<main>` and one `<h1>`: those of the
 * page where it has them, or else the frame's.
 *
 * The parts are links in a navigation, because they lead to pages: the tabs that
 * Backstage puts here name panels that don't exist.
 *
 * @internal
 */
export function PortalPageLayout(props: PageLayoutProps) {
  const { icon, noHeader, headerActions, tabs, children } = props;
  const { t } = useTranslationRef(appTranslationRef);
  // The frame stands outside of the page's own router: it asks the app where it is.
  const { pathname } = useAppLocation();
  const match = useApi(coreApis.routeResolution)
    .resolvePath({ pathname, node: useAppNode() })
    .matches.at(-1);
  const { items: own } = useBreadcrumbEntries();
  const chatbot = useOpenChatbot();
  // A chatbot's page in the catalog is a page of the chatbots.
  const { title, titleLink } = chatbot
    ? { title: t('layout.chatbots'), titleLink: CHATBOTS_PATH }
    : props;
  const breadcrumbs = chatbot
    ? [
        { label: t('layout.chatbots'), href: CHATBOTS_PATH },
        ...(chatbot.of
          ? [{ label: chatbot.of.title, href: chatbot.of.href }]
          : []),
        { label: chatbot.title, href: chatbot.href },
      ]
    : own;
  const main = useRef<HTMLDivElement>(null);
  const outline = usePageOutline(main);
  const subject =
    chatbot?.title ?? tabs?.find(({ href }) => isWithin(pathname, href))?.label;
  const names = (
    <TabTitle title={subject && title ? `${subject} · ${title}` : title} />
  );
  const page = (
    <div ref={main} role={outline.main ? undefined : 'main'}>
      {children}
    </div>
  );
  if (noHeader) {
    return (
      <>
        {names}
        {page}
      </>
    );
  }
  const content = (
    <>
      {names}
      <div className={outline.heading ? styles.headed : undefined}>
        <PluginHeader
          title={title}
          icon={icon}
          titleLink={titleLink}
          breadcrumbs={breadcrumbs}
          customActions={headerActions}
        />
      </div>
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
      {page}
    </>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? match?.basePath ?? '/' }}
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
