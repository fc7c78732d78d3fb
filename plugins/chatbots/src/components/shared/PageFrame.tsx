import { Progress } from '@backstage/core-components';
import { Container } from '@backstage/ui';
import { Suspense, type ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { CrashBoundary } from './CrashBoundary';
import { PageTitle } from './PageTitle';

/** Props of {@link PageFrame}. @internal */
export interface PageFrameProps {
  page: 'chatbots' | 'approvals' | 'audit' | 'webhooks';
  children: ReactNode;
}

/**
 * What every page stands in, in both frontend systems: its width, its title, and
 * what is shown while its code loads or when that fails.
 *
 * @internal
 */
export function PageFrame(props: PageFrameProps) {
  const t = useTexts();
  return (
    <Container>
      <PageTitle page={t(`shared.page.${props.page}`)} />
      <CrashBoundary>
        <Suspense fallback={<Progress />}>{props.children}</Suspense>
      </CrashBoundary>
    </Container>
  );
}
