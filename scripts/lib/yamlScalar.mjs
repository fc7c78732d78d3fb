/**
 * Reads one plain scalar from a block-style YAML file, for example
 * `yamlScalar(text, ['backend', 'listen', 'port'])`. The first item of a list
 * counts as part of the key above it.
 *
 * Ports have to be known before anything is installed, so there is no parser to
 * ask yet. Flow style, anchors and multi-line values are not understood and read
 * as absent.
 */
export function yamlScalar(text, path) {
  const open = [];
  for (const line of text.split('\n')) {
    const match = line.match(
      /^(\s*)((?:- )*)([\w.$-]+):(?:\s+(.*?))?\s*(?:\s#.*)?$/,
    );
    if (!match) {
      continue;
    }
    const indent = match[1].length + match[2].length;
    while (open.length > 0 && open[open.length - 1].indent >= indent) {
      open.pop();
    }
    open.push({ indent, key: match[3] });
    if (
      match[4] &&
      open.length === path.length &&
      open.every((entry, index) => entry.key === path[index])
    ) {
      return match[4].replace(/^(['"])(.*)\1$/, '$2');
    }
  }
  return undefined;
}

/** Replaces `${NAME}` and `${NAME:-default}` as the configuration loader does. */
export function substitute(value, env) {
  return value.replace(
    /\$\{([^{}]*?)(?::-([^{}]*))?\}/g,
    (_, name, fallback) => env[name.trim()] || fallback?.trim() || '',
  );
}
