// Steps back and forth, by keys and by the header's buttons.

import type { Page } from '@playwright/test';

import { expectSaved } from './playbook';

export const undoButton = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true }).first();
export const redoButton = (page: Page) => page.getByRole('button', { name: 'Redo', exact: true });

/** Takes the last step back and makes it again, first by keys, then by the buttons; each time `before` and
 * `after` check what is on the page. The step is made again at the end. */
export async function backAndForth(
  page: Page,
  before: () => Promise<unknown>,
  after: () => Promise<unknown>,
) {
  await after();
  await page.keyboard.press('Control+z');
  await before();
  await page.keyboard.press('Control+Shift+Z');
  await after();
  await undoButton(page).click();
  await before();
  await redoButton(page).click();
  await after();
  await expectSaved(page);
}
