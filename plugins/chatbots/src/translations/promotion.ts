/** Texts of the promotion pages. @internal */
export const promotionMessages = {} as const;
