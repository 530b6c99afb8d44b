// Measures the app that lies in dist/ in headless Chromium: `cargo xtask bench`.
//
// By hand, after `cargo xtask dist`: node run.mjs [entries ...]
//
// Nothing here fails because it is slow: times differ between machines, and between two runs on
// one. What carries over is the ratio to the bare text box that is typed into in turns with the app.

import { chromium } from 'playwright';

import { launchOptions } from '../browser.mjs';
import { serve } from '../server.mjs';
import { importPlaybook, memory, newContext, usable } from './app.mjs';
import { compare } from './compare.mjs';
import { conditions } from './conditions.mjs';
import { playbookOf } from './playbook.mjs';
import { grouped, report } from './report.mjs';

/** More entries than this do not fit local storage: they are imported and held in memory. */
const MOST_STORED = 5_000;

/** Nobody scrolls through more entries than this, and to draw them all takes minutes. */
const MOST_DRAWN = 1_000;

/** How often a stored playbook is opened. */
const STARTS = 5;

const given = process.argv.slice(2).map(Number);
const sizes = given.length ? given : [100, 1_000, 10_000];

const server = await serve();
const browser = await chromium.launch(launchOptions);
// typing.mjs says what for.
const args = [...launchOptions.args, '--disable-frame-rate-limit', '--disable-gpu-vsync'];
const unlimited = await chromium.launch({ ...launchOptions, args });
try {
  console.log(conditions(browser));
  const results = [];
  for (const size of sizes) {
    console.log(`Measuring with ${grouped(size)} entries: some minutes.`);
    results.push(await measure(size));
  }
  report(results);
} finally {
  await browser.close();
  await unlimited.close();
  await server.close();
}

async function measure(size) {
  const storage = size <= MOST_STORED;
  const context = await newContext(browser, { storage });
  let page = await context.newPage();
  const imported = await importPlaybook(page, server.url, playbookOf(size));

  let starts;
  if (storage) {
    // Each in a context of its own, so that nothing is in a cache. The last one stays open for
    // what follows.
    const address = page.url();
    const storageState = await context.storageState();
    starts = [];
    for (let start = 0; start < STARTS; start += 1) {
      await page.context().close();
      page = await (await newContext(browser, { storageState })).newPage();
      await page.goto(address);
      starts.push(await usable(page));
    }
  }
  const held = await memory(page);
  const typing = await compare(page, server.url, { all: size <= MOST_DRAWN });
  await page.context().close();
  return { size, imported, starts, held, typing, unlimited: await typingWithoutTicks(size, storage) };
}

/** The same typing where no frame waits for a screen. */
async function typingWithoutTicks(size, storage) {
  const page = await (await newContext(unlimited, { storage })).newPage();
  await importPlaybook(page, server.url, playbookOf(size));
  const typing = await compare(page, server.url, { all: false });
  await page.context().close();
  return typing;
}
