// What leaves and takes its time: it says so after half a second, and can be cancelled.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { create } from '../playbooks';

declare global {
  interface Window {
    /** While it is there, what is said to the worker waits here. */
    held: (() => void)[] | undefined;
  }
}

/** Makes the worker as slow as one likes. */
async function openWithSlowWorker(page: Page) {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: unknown) {
      const say = () => post.call(this, message, []);
      if (window.held === undefined) say();
      else window.held.push(say);
    };
  });
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await hold(page);
}

const hold = (page: Page) => page.evaluate(() => void (window.held = []));

const release = (page: Page) =>
  page.evaluate(() => {
    window.held?.forEach((say) => say());
    window.held = undefined;
  });

async function choose(page: Page, what: string) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export' });
const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

for (const [what, nothing] of [
  ['Markdown (.md)', 'Nothing was exported: it was cancelled.'],
  ['Copy for Google Docs', 'Nothing was copied: it was cancelled.'],
  ['Print', 'Nothing was printed: it was cancelled.'],
] as const) {
  test(`${what}: a message says that it is under way, and it can be cancelled`, async ({ page }) => {
    await openWithSlowWorker(page);
    await choose(page, what);
    await expect(messages(page)).toContainText('Writing the playbook');
    await expect(messages(page).getByRole('progressbar')).toBeVisible();
    await expectAccessible(page);
    await messages(page).getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(messages(page)).toContainText(nothing);
    await expect(messages(page).getByRole('progressbar')).toHaveCount(0);
    // What was cancelled does not come later, and the next one does.
    const leaves = page.waitForEvent('download');
    await release(page);
    await choose(page, 'JSON (.json)');
    expect((await leaves).suggestedFilename()).toMatch(/\.json$/);
  });
}

test('what takes its time and is waited for goes its way', async ({ page }) => {
  await openWithSlowWorker(page);
  await choose(page, 'HTML (.html)');
  await expect(messages(page)).toContainText('Writing the playbook');
  const [file] = await Promise.all([page.waitForEvent('download'), release(page)]);
  expect(file.suggestedFilename()).toMatch(/\.html$/);
  await expect(messages(page)).toContainText('Exported as');
  await expect(messages(page)).not.toContainText('Writing');
});

test('a dialog that takes its time says so, before there is anything in it and later', async ({ page, problems }) => {
  // Scripts that look into the page (Playwright's, axe) are refused in the preview, as they should be.
  problems.expect(/Blocked script execution in 'about:srcdoc'/);
  await openWithSlowWorker(page);
  await choose(page, 'Choose and preview');
  await expect(dialog(page)).toContainText('Preparing what leaves.');
  await expect(dialog(page).getByRole('progressbar')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page)).toBeHidden();
  await release(page);

  await choose(page, 'Choose and preview');
  await expect(dialog(page).getByTitle('Preview')).toBeVisible();
  await expect(dialog(page).getByRole('progressbar')).toHaveCount(0);
  await hold(page);
  await dialog(page).getByRole('checkbox', { name: 'Drafts' }).uncheck();
  await expect(dialog(page).getByRole('progressbar')).toBeVisible();
  await expectAccessible(page);
  await release(page);
  await expect(dialog(page).getByRole('progressbar')).toHaveCount(0);

  // What was done is said in the dialog, which covers everything else.
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Save Markdown' }).click(),
  ]);
  await expect(dialog(page).getByText(`Exported as ${file.suggestedFilename()}.`)).toBeVisible();

  // A worker that is busy is not asked whether it may be left.
  await hold(page);
  await dialog(page).getByRole('checkbox', { name: 'Drafts' }).check();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toBeHidden();
});
