/** Markup that is safe to send. @internal */
export class Html {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Only {@link html} calls this: everything that enters it is escaped or is markup already. */
  static trusted(text: string): Html {
    return new Html(text);
  }
}

type Part = Html | string | number | undefined | readonly Part[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part === undefined) {
    return '';
  }
  if (part instanceof Html) {
    return part.text;
  }
  if (Array.isArray(part)) {
    return part.map(render).join('');
  }
  return String(part).replace(/[&<>"']/g, letter => ENTITIES[letter]);
}

/** A template whose values are escaped unless they are {@link Html} themselves. @internal */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return Html.trusted(
    strings.reduce(
      (text, next, at) => `${text}${render(parts[at - 1])}${next}`,
    ),
  );
}

/** A path of names and branches as a link's address. @internal */
export function pathTo(...segments: Array<string | number>): string {
  return `/${segments
    .map(segment =>
      String(segment).split('/').map(encodeURIComponent).join('/'),
    )
    .filter(segment => segment !== '')
    .join('/')}`;
}
