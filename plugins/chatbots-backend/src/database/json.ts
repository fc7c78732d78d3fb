/** Reads a JSON column. The type is the writer's: columns are written in one place each. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** Reads a JSON column that may be null. */
export function fromOptionalJson<T>(text: string | null): T | undefined {
  return text === null ? undefined : (JSON.parse(text) as T);
}
