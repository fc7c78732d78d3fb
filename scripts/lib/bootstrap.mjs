import { checkDisk, checkGit } from './preflight.mjs';
import { ensureInstalled } from './install.mjs';
import { step } from './steps.mjs';
import { ensureToolchain } from './toolchain.mjs';

/** What `npm start` and `npm test` both need: tools and dependencies. */
export async function bootstrap() {
  let toolchain;
  await step('Checking git and disk', async () => {
    const git = await checkGit();
    const disk = await checkDisk({ gibibytes: 1, what: 'the portal' });
    return `${git}, ${disk}`;
  });
  await step('Finding Node and Yarn', async () => {
    toolchain = await ensureToolchain();
    return toolchain.remark;
  });
  await step('Installing the dependencies', () => ensureInstalled(toolchain));
  return toolchain;
}
