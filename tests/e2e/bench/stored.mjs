// A playbook as a browser keeps it, so that each measurement can begin with it.

import { definition, importPlaybook, newContext } from './app.mjs';

/** An import of more entries does not fit local storage, where it is put first. */
const MOST_IMPORTED = 5_000;

/** Imports a playbook. Gives the address of its definitions, what the browser has stored then, and how long the import took. */
export async function stored(browser, url, playbook, size) {
  const roomy = size > MOST_IMPORTED;
  const context = await newContext(browser);
  if (roomy) await context.addInitScript(makeRoom);
  const page = await context.newPage();
  const imported = await importPlaybook(page, url, playbook);
  const address = page.url();
  if (roomy) await moveToDatabase(page);
  await page.getByRole('banner').getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const storageState = await context.storageState({ indexedDB: true });
  if (roomy) {
    const items = await page.evaluate(() => [...window.roomy.items].map(([name, value]) => ({ name, value })));
    storageState.origins.find(({ origin }) => origin === new URL(url).origin).localStorage = items;
  }
  await context.close();
  return { address, storageState, imported };
}

/** In place of local storage, with room for anything until it is said to be full. Runs in the page before anything else. */
function makeRoom() {
  const items = new Map();
  const roomy = { items, isFull: false };
  const characters = () => [...items].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const storage = {
    get length() {
      return items.size;
    },
    key: (place) => [...items.keys()][place] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => items.delete(key),
    clear: () => items.clear(),
    setItem(key, text) {
      // As browsers do: what is written may take the place of what is there.
      const rest = characters() - (items.get(key)?.length ?? 0);
      if (roomy.isFull && rest + key.length + text.length > 5_000_000) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, String(text));
    },
  };
  Object.defineProperty(window, 'localStorage', { get: () => storage });
  window.roomy = roomy;
}

/** The app moves a playbook into the browser's database as soon as local storage is full. */
async function moveToDatabase(page) {
  await page.evaluate(() => (window.roomy.isFull = true));
  const box = definition(page, 0);
  await box.focus();
  await box.press('ControlOrMeta+End');
  await page.keyboard.type('.');
  const isSmall = () => [...window.roomy.items.values()].every((text) => text.length < 1_000_000);
  await page.waitForFunction(isSmall, undefined, { polling: 200 });
}
