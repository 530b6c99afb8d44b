// The app with a playbook in it, as a person gets it: imported on the start page.

/** Runs in each page of the app before anything else. */
function watch({ storage }) {
  // 10,000 entries do not fit local storage. Where there is none, the app works in memory.
  if (!storage) {
    const get = () => {
      throw new DOMException('switched off for this measurement', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get });
  }

  // The memory of the compiled app, which nothing else tells.
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const result = await original(...given);
      window.wasmMemory = (result.instance ?? result).exports.memory;
      return result;
    };
  }

  // When the page of definitions can be worked with, on the clock that starts with navigation: its
  // heading is there, and the text of a first definition can be typed into. Noted after the frame
  // that shows it.
  const isUsable = () =>
    document.querySelector('h1')?.textContent === 'Definitions' &&
    document.querySelector('[aria-label="Definitions"] article textarea:enabled');
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

/** A context of its own, with nothing in its cache and perhaps with a stored playbook. */
export async function newContext(browser, { storage = true, storageState } = {}) {
  const viewport = { width: 1280, height: 900 };
  const context = await browser.newContext({ viewport, locale: 'en-GB', storageState });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(watch, { storage });
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

/** Waits until the definitions can be worked with; gives the milliseconds since navigation. */
export async function usable(page) {
  return (await page.waitForFunction(() => window.usableAt)).jsonValue();
}

/** Draws the definitions that are drawn only while somebody scrolls. */
export async function drawAll(page) {
  const more = page.getByRole('button', { name: /^Show \d+ more$/ });
  // Not with the pointer: the button moves away when it comes into view, as more is drawn then.
  if (await more.count()) await more.dispatchEvent('click');
  await more.waitFor({ state: 'detached' });
}

/** The text box of a definition, by its place in the list. */
export function definition(page, place) {
  const entries = page.getByRole('list', { name: 'Definitions' }).getByRole('article');
  return entries.nth(place).getByRole('textbox', { name: 'Definition', exact: true });
}

/** What the page holds in memory, in bytes, and in elements. */
export async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => wasmMemory.buffer.byteLength);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  await session.detach();
  return { heap: usedSize, wasm, elements };
}
