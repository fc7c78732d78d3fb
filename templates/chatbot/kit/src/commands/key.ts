import { parseArgs } from 'node:util';
import { API_KEYS_VARIABLE, createApiKey } from '../door/apiKeys.ts';

/** `chatbot key <name> --group hr`: makes a key, and prints the entry by which a bot knows it. */
export function key(_root: string, args: string[]): number {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      group: { type: 'string', multiple: true, default: [] },
      unlimited: { type: 'boolean', default: false },
    },
  });
  const [name] = positionals;
  if (name === undefined) {
    console.error(
      'Who gets the key? chatbot key <name> [--group <group>]… [--unlimited]',
    );
    return 2;
  }
  const made = createApiKey(name, values.group, values.unlimited);
  console.log(`${made.key}

The key, above, is for whoever asks, and is not shown again: "Authorization: Bearer <key>".
The bot gets its hash alone, as an entry of the JSON list in ${API_KEYS_VARIABLE}:

${JSON.stringify(made.entry)}`);
  return 0;
}
