/** @internal */
export function PromotionApprovalContent() {
  return null;
}
