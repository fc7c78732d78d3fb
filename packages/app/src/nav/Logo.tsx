/** @internal */
export interface LogoProps {
  /** Width and height in CSS pixels. */
  size: number;
}

/**
 * The portal's mark: a speech bubble with a tick, words that were checked.
 *
 * @internal
 */
export function Logo(props: LogoProps) {
  return (
    <svg
      aria-hidden
      focusable="false"
      height={props.size}
      viewBox="0 0 32 32"
      width={props.size}
    >
      <path
        d="M8 3h16a5 5 0 0 1 5 5v11a5 5 0 0 1-5 5h-8.5L9 29.2c-.8.7-2 .1-2-1V24a5 5 0 0 1-4-4.9V8a5 5 0 0 1 5-5Z"
        fill="#1f5493"
      />
      <path
        d="m10 13.8 4.2 4.2L22.4 9.8"
        fill="none"
        stroke="#7df3e1"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="3"
      />
    </svg>
  );
}
