import { byteSize } from './byteSize';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [482_113, '482 kB'],
  [999_700, '1.0 MB'],
  [12_340_000_000, '12.3 GB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});
