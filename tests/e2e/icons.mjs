// Draws the icons of the installed app anew, from assets/favicon.svg: run it by hand after that has changed.
//
// As a program: node icons.mjs

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

import { launchOptions } from './browser.mjs';

const assets = path.join(import.meta.dirname, '..', '..', 'assets');

/** As --paper-1 of style/tokens.css, and as the manifest says. */
const PAPER = '#fbfaf7';

/**
 * How much of the side the drawing takes. Systems cut what is maskable into shapes of their own: only a circle of four fifths
 * is sure to be seen. iOS shows what is clear as black.
 */
const ICONS = [
  { file: 'icon-192.png', side: 192, part: 1 },
  { file: 'icon-512.png', side: 512, part: 1 },
  { file: 'icon-maskable-512.png', side: 512, part: 0.72, ground: PAPER },
  { file: 'apple-touch-icon.png', side: 180, part: 0.76, ground: PAPER },
];

const drawing = `data:image/svg+xml;base64,${readFileSync(path.join(assets, 'favicon.svg')).toString('base64')}`;
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ colorScheme: 'light' });
for (const { file, side, part, ground = 'transparent' } of ICONS) {
  await page.setViewportSize({ width: side, height: side });
  await page.setContent(`
    <style>
      body { margin: 0; display: grid; place-items: center; block-size: 100vh; background: ${ground} }
      img { inline-size: ${part * 100}%; display: block }
    </style>
    <img src="${drawing}">
  `);
  const picture = await page.screenshot({ omitBackground: true });
  writeFileSync(path.join(assets, file), picture);
  console.log(`${file}: ${picture.length} bytes`);
}
await browser.close();
