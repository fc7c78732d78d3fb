let compiling;

/**
 * Compiles everything once per command, whoever asks first. Several lanes read
 * the declarations that this leaves in `dist-types`.
 */
export function ensureTypes({ yarn }) {
  compiling ??= yarn(['tsc', '--pretty', 'false']).then(result => ({
    ...result,
    output: result.output || `tsc ended with code ${result.code}\n`,
  }));
  return compiling;
}
