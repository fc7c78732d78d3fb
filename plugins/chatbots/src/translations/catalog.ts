/** Texts of the catalog pages. @internal */
export const catalogMessages = {} as const;
