import { Text } from "@backstage/ui";

/** Stub, replaced by the page. @internal */
export function PromotionPage(props: { promotionId: string }) {
  return <Text>{Object.values(props).join(" ")}</Text>;
}
