import { Text } from "@backstage/ui";

/** Stub, replaced by the page. @internal */
export function VersionPage(props: { chatbot: string; version: string }) {
  return <Text>{Object.values(props).join(" ")}</Text>;
}
