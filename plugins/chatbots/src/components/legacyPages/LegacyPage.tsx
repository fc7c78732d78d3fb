import { Content, Header, Page } from '@backstage/core-components';
import type { ReactNode } from 'react';

/**
 * The frame that the new frontend system draws by itself: a page with a header.
 *
 * @internal
 */
export function LegacyPage(props: { title: string; children: ReactNode }) {
  return (
    <Page themeId="tool">
      <Header title={props.title} />
      <Content noPadding>{props.children}</Content>
    </Page>
  );
}
