// A playbook as a browser keeps it, so that each measurement can begin with it.

import { importPlaybook, newContext } from './app.mjs';

/** Imports a playbook. Gives the address of its definitions, what the browser has stored then, and how long the import took. */
export async function stored(browser, url, playbook) {
  const context = await newContext(browser);
  const page = await context.newPage();
  const imported = await importPlaybook(page, url, playbook);
  const address = page.url();
  await page.getByRole('banner').getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const storageState = await context.storageState({ indexedDB: true });
  await context.close();
  return { address, storageState, imported };
}
