// Typing in a definition, beside typing into a bare text box and into those of the limit pages.

import { definition, drawAll } from './app.mjs';
import { observed, type } from './typing.mjs';

const WARM_UP = 60;

/** Of the keys, one in so many where each takes a good part of a second: in a page with thousands of entries. */
const FEWER = { html: 4 };

/** Types into all of them in turns, so that whatever else the machine does disturbs each. `pages` are `app` and the limit pages;
 * a `bare` one comes to them. As the page opens, in `rounds` of so many `keys`; and where `all` is wanted, in half as many after
 * somebody has gone through the whole list, which draws all of it. */
export async function compare(pages, url, { all, rounds, keys }) {
  const { app: page } = pages;
  const barePage = await openBare(page.context().browser(), url);
  const targets = [];
  for (const [name, page] of Object.entries({ ...pages, bare: barePage })) {
    targets.push({ name, target: await observed(page), box: page.locator('textarea') });
  }

  // Each round goes on in another definition, and in the other boxes with the same text.
  let place = 0;
  const round = async (keys) => {
    const own = definition(page, place);
    const text = await own.inputValue();
    const turns = targets.map(({ name, target, box }) => ({ name, target, box: name === 'app' ? own : box }));
    // Who comes first changes.
    turns.push(...turns.splice(0, place % turns.length));
    place += 1;
    const taken = {};
    for (const { name, target, box } of turns) {
      if (box !== own) await box.evaluate((box, text) => (box.value = text), text);
      await begin(box);
      taken[name] = await type(target, Math.ceil(keys / (FEWER[name] ?? 1)));
    }
    return taken;
  };

  const phases = [{ name: 'as opened', count: rounds }];
  if (all) phases.push({ name: 'all drawn', count: Math.ceil(rounds / 2) });
  const results = [];
  for (const { name, count } of phases) {
    if (name === 'all drawn') {
      await drawAll(page);
      place = Math.floor((await page.locator('article').count()) / 2);
    }
    await round(WARM_UP);
    const taken = [];
    for (let number = 0; number < count; number += 1) taken.push(await round(keys));
    results.push({ name, elements: await page.locator('*').count(), rounds: taken });
  }
  await barePage.context().close();
  return results;
}

/** As after a click into the text: the cursor is at its end, and the pointer rests on the box. At
 * each frame browsers look up what is under the pointer. */
async function begin(box) {
  await box.focus();
  await box.press('ControlOrMeta+End');
  await box.hover();
}

/** An empty page but for a text box, at an address like the app's: what browsers do beside showing
 * a page, such as looking for forms to fill in, depends on the address. */
async function openBare(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const address = new URL('bare.html', url).href;
  const box = '<textarea rows="10" cols="80"></textarea>';
  const body = `<!doctype html><html lang="en"><title>Bare</title>${box}`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(address);
  return page;
}
