// From navigation to when a page can be worked with, the app beside the limit pages.

import { newContext, usable } from './app.mjs';

/** How many times slower the processor is made to look in the second half. */
export const SLOWED = 4;

/** Opens a page in a context of its own, so that nothing is in a cache, and gives it with the milliseconds it took. */
export async function start(browser, { address, ready, storageState }, { rate = 1, onResponse } = {}) {
  const context = await newContext(browser, { ready, storageState });
  const page = await context.newPage();
  if (onResponse) page.on('response', onResponse);
  if (rate !== 1) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  }
  await page.goto(address, { waitUntil: 'commit' });
  return { page, took: await usable(page) };
}

/** Opens each of the pages so often, in turns. Gives their times, in plain and slowed down. */
export async function starts(browser, pages, count) {
  const taken = (rate) => measure(browser, Object.entries(pages), count, rate);
  return { plain: await taken(1), slowed: await taken(SLOWED) };
}

async function measure(browser, pages, count, rate) {
  const times = Object.fromEntries(pages.map(([name]) => [name, []]));
  for (let turn = 0; turn < count; turn += 1) {
    // Who comes first changes.
    for (let place = 0; place < pages.length; place += 1) {
      const [name, what] = pages[(turn + place) % pages.length];
      const { page, took } = await start(browser, what, { rate });
      times[name].push(took);
      await page.context().close();
    }
  }
  return times;
}
