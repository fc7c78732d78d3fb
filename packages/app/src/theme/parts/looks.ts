import type { UnifiedThemeOptions } from '@backstage/theme';

/**
 * How the theme is told of parts.
 *
 * States are written `&&.Mui-…`. The theme takes `&.Mui-…` for a rule of the state itself, which in Material UI 4 is one for every
 * part that is in that state.
 *
 * @internal
 */
export type Parts = NonNullable<UnifiedThemeOptions['components']>;

/** What lies under the pointer. @internal */
export const HOVER =
  'color-mix(in srgb, var(--bui-fg-primary) 6%, transparent)';

/** What the keyboard is on. @internal */
export const FOCUS = { outline: '2px solid var(--bui-ring)', outlineOffset: 2 };

/** Words that lead somewhere. @internal */
export const LINK = {
  color: 'var(--bui-fg-primary)',
  textDecoration: 'underline',
  textDecorationColor: 'color-mix(in srgb, currentColor 30%, transparent)',
  textDecorationThickness: 'min(2px, max(1px, 0.05em))',
  textUnderlineOffset: 'calc(0.025em + 2px)',
};

/** Words on and in parts. @internal */
export const TEXT = {
  fontFamily: 'var(--bui-font-regular)',
  fontSize: 'var(--bui-font-size-3)',
};

/** The name of a field, above it. @internal */
export const LABEL = {
  ...TEXT,
  fontSize: 'var(--bui-font-size-2)',
  fontWeight: 'var(--bui-font-weight-regular)',
  color: 'var(--bui-fg-primary)',
};

/** A way through a list that is chosen or not. @internal */
export const ROW = {
  ...TEXT,
  minHeight: '2rem',
  marginInline: 'var(--bui-space-1)',
  paddingInline: 'var(--bui-space-2)',
  borderRadius: 'var(--bui-radius-2)',
  color: 'var(--bui-fg-primary)',
};

/** What lies above the page: menus, lists of choices, dialogs. @internal */
export const RAISED = {
  backgroundColor: 'var(--bui-bg-app)',
  border: '1px solid var(--bui-border-1)',
  // Backstage UI has no newer token for it.
  // eslint-disable-next-line @backstage/no-deprecated-bui-tokens
  boxShadow: 'var(--bui-shadow)',
};
