/** Texts of the entity pages. @internal */
export const entityMessages = {} as const;
