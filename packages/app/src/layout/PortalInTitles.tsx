import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { Helmet } from 'react-helmet';
import { appTranslationRef } from '../translation';

/** What the tab is called where the page itself says nothing, so that it never stands in a page's way. @internal */
export function TabTitle(props: { title?: string }) {
  const { title } = props;
  const portal = usePortalTitle();
  // Helmet counts what React draws and throws away, for ever: nothing is told before it stands.
  const [stands, setStands] = useState(false);
  useEffect(() => setStands(true), []);
  return stands ? (
    <Helmet defaultTitle={title ? `${title} | ${portal}` : portal} />
  ) : null;
}

/** Adds the portal's name to what pages call themselves. It stands before every page. @internal */
export function PortalInTitles() {
  return <Helmet titleTemplate={`%s | ${usePortalTitle()}`} />;
}

function usePortalTitle(): string {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    useApi(configApiRef).getOptionalString('app.title') ?? t('portal.title')
  );
}
