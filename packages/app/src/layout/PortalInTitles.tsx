import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { Helmet } from 'react-helmet';
import { appTranslationRef } from '../translation';

/** Title of the browser's tab, for pages that set none themselves. @internal */
export function TabTitle(props: { title?: string }) {
  const { title } = props;
  const portal = usePortalTitle();
  // Set after mounting: React may discard a first draft of a page, and react-helmet would keep that draft's title.
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return isMounted ? (
    <Helmet defaultTitle={title ? `${title} | ${portal}` : portal} />
  ) : null;
}

/** Adds the portal's name to the titles of all pages. Mounted before any page, so that a page's own template wins. @internal */
export function PortalInTitles() {
  return <Helmet titleTemplate={`%s | ${usePortalTitle()}`} />;
}

function usePortalTitle(): string {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    useApi(configApiRef).getOptionalString('app.title') ?? t('portal.title')
  );
}
