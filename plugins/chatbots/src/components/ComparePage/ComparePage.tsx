import { Text } from "@backstage/ui";

/** Stub, replaced by the page. @internal */
export function ComparePage(props: { chatbot: string }) {
  return <Text>{Object.values(props).join(" ")}</Text>;
}
