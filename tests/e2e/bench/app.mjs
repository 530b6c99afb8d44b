// The app with a playbook in it, as a person gets it: imported on the start page.

/** When the page of definitions can be worked with: its heading is there, and the text of a first definition can be typed into. */
const DEFINITIONS = { heading: 'Definitions', selectors: ['[aria-label="Definitions"] article textarea:enabled'] };

/** Runs in each page before anything else. */
function watch({ heading, selectors }) {
  // When the page can be worked with, on the clock that starts with navigation. Noted after the frame that shows what is needed.
  const isUsable = () =>
    (!heading || document.querySelector('h1')?.textContent === heading) &&
    selectors.every((selector) => document.querySelector(selector));
  const look = () => {
    if (isUsable()) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.usableAt = performance.now());
      port2.postMessage(null);
    } else {
      requestAnimationFrame(look);
    }
  };
  look();

  const chosen = () => (window.fileChosenAt ??= performance.now());
  addEventListener('change', chosen, { capture: true });
}

/** A context of its own, with nothing in its cache and perhaps with a stored playbook. What has to be `ready` before a page of it
 * is usable are the definitions of the app, unless something else is said. */
export async function newContext(browser, { storageState, ready = DEFINITIONS } = {}) {
  const viewport = { width: 1280, height: 900 };
  const context = await browser.newContext({ viewport, locale: 'en-GB', storageState, serviceWorkers: 'block' });
  // All entries in one page, slowed down, are there after a minute.
  context.setDefaultTimeout(300_000);
  await context.addInitScript(watch, ready);
  return context;
}

/** Imports a playbook and goes to its definitions. Tells how long the import took, from choosing
 * the file to its first page. */
export async function importPlaybook(page, url, playbook) {
  await page.goto(url);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await (await choosing).setFiles({
    name: 'playbook.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(playbook)),
  });
  const link = page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Definitions' });
  await link.waitFor();
  const took = await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - fileChosenAt)));
      }),
  );
  await link.click();
  await usable(page);
  return took;
}

/** Waits until the page can be worked with; gives the milliseconds since navigation. */
export async function usable(page) {
  return (await page.waitForFunction(() => window.usableAt)).jsonValue();
}

/** Draws the definitions that are drawn only while somebody scrolls. */
export async function drawAll(page) {
  const more = page.getByRole('button', { name: /^Show \d+ more$/ });
  // Not with the pointer: the button moves away when it comes into view, as more is drawn then.
  // Some of them at a time.
  while (await more.count()) await more.dispatchEvent('click');
}

/** The text box of a definition, by its place in the list. */
export function definition(page, place) {
  const entries = page.getByRole('list', { name: 'Definitions' }).getByRole('article');
  return entries.nth(place).getByRole('textbox', { name: 'Definition', exact: true });
}
