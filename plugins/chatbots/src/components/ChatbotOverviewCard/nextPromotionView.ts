import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';

/** What the one button of the overview card does. @internal */
export type NextPromotionView =
  | { kind: 'none'; hasVersion: boolean }
  | { kind: 'open'; stage: string; version: string; promotionId: string }
  | {
      kind: 'request';
      stage: string;
      version: string;
      /** Blocking checks that do not pass; undefined while they are being evaluated. */
      missing: number | undefined;
      allowed: boolean;
      /** Why not, in the backend's words. */
      refusal: string | undefined;
    };

/** Whether a check stands in the way of a promotion. @internal */
export function isMissing(check: Api.Check): boolean {
  return (
    check.blocking &&
    (check.outcome === 'fail' || check.outcome === 'inconclusive')
  );
}

/**
 * The next possible promotion. An open one comes first: asking twice for the
 * same would only be refused.
 *
 * @internal
 */
export function nextPromotionView(
  overview: Api.ChatbotOverview,
): NextPromotionView {
  const { next, permissions, latestVersion } = overview;
  if (!next) {
    return { kind: 'none', hasVersion: latestVersion !== undefined };
  }
  const { stage, version, gate, openPromotionId } = next;
  if (openPromotionId) {
    return { kind: 'open', stage, version, promotionId: openPromotionId };
  }
  return {
    kind: 'request',
    stage,
    version,
    missing:
      gate.verdict === 'pending'
        ? undefined
        : gate.checks.filter(isMissing).length,
    allowed: next.mayRequest ?? permissions.mayRequest,
    refusal: next.mayRequestReason,
  };
}
