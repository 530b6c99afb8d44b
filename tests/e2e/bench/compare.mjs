// Typing in a definition, beside typing into a bare text box.

import { definition, drawAll } from './app.mjs';
import { observed, type } from './typing.mjs';

const KEYS = 240;
const WARM_UP = 60;

/** As the page opens, and after somebody has gone through the whole list, which draws all of it. */
const PHASES = [
  { name: 'as opened', rounds: 4 },
  { name: 'all drawn', rounds: 2 },
];

/** Types into both in turns, so that whatever else the machine does disturbs both. */
export async function compare(page, url, { all }) {
  const barePage = await openBare(page.context().browser(), url);
  const bareBox = barePage.getByRole('textbox');
  const [app, bare] = [await observed(page), await observed(barePage)];

  // Each round goes on in another definition, and in a bare box with the same text.
  let place = 0;
  const round = async (keys) => {
    const box = definition(page, place);
    const text = await box.inputValue();
    await bareBox.evaluate((bare, text) => (bare.value = text), text);
    const turns = [
      ['app', app, box],
      ['bare', bare, bareBox],
    ];
    // Who comes first changes.
    if (place % 2) turns.reverse();
    place += 1;
    const taken = {};
    for (const [name, target, box] of turns) {
      await begin(box);
      taken[name] = await type(target, keys);
    }
    return taken;
  };

  const phases = [];
  for (const { name, rounds } of PHASES) {
    if (name === 'all drawn' && !all) continue;
    if (name === 'all drawn') {
      await drawAll(page);
      place = Math.floor((await page.locator('article').count()) / 2);
    }
    await round(WARM_UP);
    const taken = [];
    for (let count = 0; count < rounds; count += 1) taken.push(await round(KEYS));
    phases.push({ name, elements: await page.locator('*').count(), rounds: taken });
  }
  await barePage.context().close();
  return phases;
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
