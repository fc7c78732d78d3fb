/**
 * A glob of branch names as a regular expression: `*` stays within a part, `**` crosses slashes, `?` is one character.
 *
 * @internal
 */
export function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*\/?|\*|\?)/)
    .map(part => {
      switch (part) {
        case '**':
          return '.*';
        case '**/':
          return '(?:.*/)?';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${source}$`);
}
