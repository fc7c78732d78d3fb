import { useEffect, useState } from 'react';
import { Helmet } from 'react-helmet';
import { useTexts } from '../../hooks';

/** Props of {@link PageTitle}. @internal */
export interface PageTitleProps {
  /** Name of the page. */
  page: string;
  /** What the page is about. */
  subject?: string;
}

/**
 * What a tab of the browser is called: the subject first, which is what tells
 * tabs apart. The innermost on a page counts; the app adds its own name.
 *
 * @internal
 */
export function PageTitle(props: PageTitleProps) {
  const t = useTexts();
  const { page, subject } = props;
  // Set after mounting: React may discard a first draft of a page, and react-helmet would keep that draft's title.
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return (
    isMounted && (
      <Helmet
        title={subject ? t('shared.page.title', { page, subject }) : page}
      />
    )
  );
}
