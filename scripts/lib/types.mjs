let compiling;

/**
 * Compiles everything once per command, whoever asks first. Several lanes read
 * the declarations that this leaves in `dist-types`.
 */
export function ensureTypes({ yarn }) {
  compiling ??= yarn(['tsc', '--pretty', 'false']);
  return compiling;
}
