let compiling;

/**
 * Compiles everything once per command, whoever asks first. Several lanes read
 * the declarations that this leaves in `dist-types`. Always afresh: the order of
 * a union's members in them depends on what the compiler looked at before.
 */
export function ensureTypes({ yarn }) {
  compiling ??= yarn([
    'tsc',
    '--pretty',
    'false',
    '--incremental',
    'false',
  ]).then(result => ({
    ...result,
    output: result.output || `tsc ended with code ${result.code}\n`,
  }));
  return compiling;
}
