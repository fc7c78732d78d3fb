import { run } from './run.mjs';

/** Every file that git keeps or would keep, relative to the checkout. */
export async function checkoutFiles() {
  const { code, output } = await run('git', [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '-z',
  ]);
  if (code !== 0) {
    throw new Error(output);
  }
  return output.split('\0').filter(Boolean);
}
