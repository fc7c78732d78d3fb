/** @internal */
export function ChatbotOverviewCard() {
  return null;
}
