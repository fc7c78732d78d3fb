import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';

/** No kept picture is larger. */
const MOST_BYTES = 80_000;
/** From the best down to what is still read without effort. */
const QUALITIES = [0.75, 0.6, 0.45, 0.3];

/** Makes pictures small enough to be kept in the docs: WebP, as a browser writes it. */
export async function keptPictures(files) {
  const require = createRequire(join(ROOT, 'packages/app/package.json'));
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    const kept = [];
    for (const file of files) {
      kept.push(await keptPicture(page, file));
    }
    return kept;
  } finally {
    await browser.close();
  }
}

async function keptPicture(page, file) {
  const png = readFileSync(file).toString('base64');
  for (const quality of QUALITIES) {
    const bytes = Buffer.from(
      await page.evaluate(toWebp, { png, quality }),
      'base64',
    );
    if (bytes.length <= MOST_BYTES) {
      return { name: keptName(file), bytes };
    }
  }
  throw new Problem(
    `${file} stays over ${MOST_BYTES} bytes`,
    'ask for less on one first screen',
  );
}

/** How a picture is called where it is kept. */
export function keptName(file) {
  return basename(file).replace(/\.png$/, '.webp');
}

/* global document, Image -- of the browser, in which this runs */
async function toWebp({ png, quality }) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}
