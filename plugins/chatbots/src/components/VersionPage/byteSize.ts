const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in bytes as a person reads it, in decimal units: `482 kB`. @internal */
export function byteSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toFixed(digits)} ${UNITS[unit]}`;
}
