import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { CHATBOTS_PATH, useOpenChatbot } from './useOpenChatbot';

/**
 * The items of the navigation, of which the home of the open page is marked: a
 * chatbot's page in the catalog has its home among the chatbots, so the items
 * are shown as from there.
 *
 * @internal
 */
export function NavAtHome(props: { children: ReactNode }) {
  const openChatbot = useOpenChatbot();
  return (
    <Routes location={openChatbot && CHATBOTS_PATH}>
      <Route path="*" element={<>{props.children}</>} />
    </Routes>
  );
}
