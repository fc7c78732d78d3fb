/** Texts of the audit pages. @internal */
export const auditMessages = {} as const;
