import { lazy } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { useOptionalRouteRef, useTexts } from '../../hooks';
import {
  compareRouteRef,
  promotionRouteRef,
  rootRouteRef,
  versionRouteRef,
} from '../../routes';
import { EmptyState, PageFrame, PageTitle } from '../shared';

const CatalogPage = lazy(async () => ({
  default: (await import('../CatalogPage')).CatalogPage,
}));
const PromotionPage = lazy(async () => ({
  default: (await import('../PromotionPage')).PromotionPage,
}));
const VersionPage = lazy(async () => ({
  default: (await import('../VersionPage')).VersionPage,
}));
const ComparePage = lazy(async () => ({
  default: (await import('../ComparePage')).ComparePage,
}));

/**
 * Everything below `/chatbots`. The only place with nested routes: pages get
 * their parameters as props and know no router.
 *
 * @internal
 */
export function ChatbotsPage() {
  return (
    <PageFrame page="chatbots">
      <Routes>
        <Route path="/" element={<CatalogPage />} />
        <Route path={promotionRouteRef.path} element={<PromotionRoute />} />
        <Route path={versionRouteRef.path} element={<VersionRoute />} />
        <Route path={compareRouteRef.path} element={<CompareRoute />} />
        <Route path="*" element={<UnknownPage />} />
      </Routes>
    </PageFrame>
  );
}

// A key per thing: state of one promotion's page must not leak into the next.

function PromotionRoute() {
  const { promotionId = '' } = useParams();
  return <PromotionPage key={promotionId} promotionId={promotionId} />;
}

function VersionRoute() {
  const { chatbot = '', version = '' } = useParams();
  return (
    <VersionPage
      key={`${chatbot}/${version}`}
      chatbot={chatbot}
      version={version}
    />
  );
}

function CompareRoute() {
  const { chatbot = '' } = useParams();
  return <ComparePage key={chatbot} chatbot={chatbot} />;
}

function UnknownPage() {
  const t = useTexts();
  const rootPath = useOptionalRouteRef(rootRouteRef);
  return (
    <>
      <PageTitle page={t('shared.page.notFound.title')} />
      <EmptyState
        title={t('shared.page.notFound.title')}
        description={t('shared.page.notFound.description')}
        action={{ label: t('shared.page.notFound.action'), href: rootPath?.() }}
      />
    </>
  );
}
