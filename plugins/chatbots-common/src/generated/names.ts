// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
/** What a name may hold; beside it, a name is in the form NFC. */
export const NAME_PATTERN = new RegExp(
  "^ *[\\p{L}\\p{M}\\p{Nd}._:/@+()=,&'-][\\p{L}\\p{M}\\p{Nd} ._:/@+()=,&'-]*$",
  'u',
);

/** Most characters of a name, counted as code points. */
export const LONGEST_NAME = 100;
