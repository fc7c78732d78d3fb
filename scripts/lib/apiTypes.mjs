const OWN = {
  components: 'What the API description names.',
  operations: 'Parameters and answers of each operation.',
};

/**
 * What openapi-typescript writes, as API Extractor wants it: only what callers
 * use is exported, each export is documented, and comments hold no tags that
 * TSDoc does not know.
 */
export function publishTypes(text, schemas) {
  return text
    .replace(
      /^export interface (\w+) (\{[^]*?^\})\n/gm,
      'export type $1 = $2;\n',
    )
    .replace(
      /^export type (\S+) = (\{[^]*?^\}|[^{;]*);\n/gm,
      (declaration, name) => publish(declaration, name, schemas),
    )
    .replace(/^ *(\/\*\* @enum \{\w+\} \*\/|\* @enum \{\w+\})\n/gm, '')
    .replace(/@(description|constant|default|example) /g, '');
}

/** Paths, webhooks, parameters and shared responses stand in the operations that use them. */
function publish(declaration, name, schemas) {
  const about = OWN[name] ?? schemas[name]?.description.concat('.');
  if (!about) {
    return '';
  }
  // In code, `Error` would shadow the global.
  return `/** ${about} @public */\n${declaration.replace(
    /^export type Error /,
    'export type ErrorBody ',
  )}`;
}
