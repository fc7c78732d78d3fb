const isObject = value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Configuration with more on top, as Backstage merges its files. */
export function mergeConfig(below, above) {
  if (!isObject(below) || !isObject(above)) {
    return above;
  }
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    merged[key] = mergeConfig(below[key], value);
  }
  return merged;
}
