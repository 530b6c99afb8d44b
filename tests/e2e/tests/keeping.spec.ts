// Storage and backup: what is used, what can be let go of, copies outside of the browser, and the file that a playbook is
// written to.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

import { expect, expectAccessible, test } from '../fixtures';
import {
  add,
  createAt,
  createPlaybook,
  entry,
  expectSaved,
  exportAs,
  reload,
  status,
  titleBox,
} from '../playbook';
import { fillStorage, goToStart, listed } from '../playbooks';

function storageButton(page: Page) {
  return page.getByRole('button', { name: /^Storage/ });
}

function keeping(page: Page) {
  return page.getByRole('dialog', { name: 'Storage and backup' });
}

/** Opens the dialog. */
async function openStorage(page: Page) {
  await storageButton(page).click();
  await expect(keeping(page)).toBeVisible();
  return keeping(page);
}

/** The length of what is stored of playbooks under keys in which this stands. */
function stored(page: Page, part = '') {
  return page.evaluate((part) => {
    const keys = Object.keys(localStorage).filter(
      (key) => key.startsWith('guidepost/playbook/') && key.includes(part),
    );
    return keys.reduce((sum, key) => sum + key.length + localStorage.getItem(key)!.length, 0);
  }, part);
}

test('the dialog says what is kept where, and how much is used by whom', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Standard playbook');
  await page.evaluate(() => localStorage.setItem('of another program', 'x'.repeat(1_000_000)));
  const dialog = await openStorage(page);
  await expect(dialog).toContainText('Everything you wrote is saved in this browser.');
  await expect(dialog).toContainText('kept in the browser’s local storage');
  await expect(dialog).toContainText('Never backed up.');
  const meter = dialog.getByRole('meter', { name: 'Local storage that is used' });
  await expect.poll(() => meter.evaluate((meter: HTMLMeterElement) => meter.value)).toBeGreaterThan(1_000_000);
  await expect(dialog.getByText(/^1,000,000 characters \(19 %\)$/)).toBeVisible();
  await expect(dialog.getByText(/^The browser’s database uses .+ of .+\.$/)).toBeVisible();
  // It follows what happens while it is open.
  await page.evaluate(() => localStorage.setItem('of another program', 'x'.repeat(3_000_000)));
  await expect(dialog.getByText(/^3,000,000 characters \(57 %\)$/)).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(storageButton(page)).toBeFocused();
  await expect(status(page)).toHaveText('Saved');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the dialog is accessible, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await createAt(page, 'Definitions', 'Standard playbook');
    await add(page, 'definition', 'Churn');
    await entry(page, 'Churn').getByRole('button', { name: 'Delete', exact: true }).click();
    await expectSaved(page);
    const dialog = await openStorage(page);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: /^Empty the bin/ }).click();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page);
    const width = await dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(width).toBe(0);
  });
}

test('the start page has the dialog, too', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Standard playbook');
  await goToStart(page);
  const dialog = await openStorage(page);
  await expect(dialog.getByRole('button', { name: 'Download everything' })).toBeVisible();
  await expect(dialog).not.toContainText('This playbook');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(storageButton(page)).toBeFocused();
});

test('tidying up makes room, takes the steps of undo, and keeps the playbook', async ({ page }) => {
  await createAt(page, 'Definitions', 'Standard playbook');
  await add(page, 'definition', 'Churn');
  const box = page.getByRole('textbox', { name: 'Definition', exact: true });
  await box.fill('long '.repeat(20_000));
  await expectSaved(page);
  await box.fill('Customers who left.');
  await box.blur();
  await expectSaved(page);
  const before = await stored(page);
  expect(before).toBeGreaterThan(100_000);
  const dialog = await openStorage(page);
  await dialog.getByRole('button', { name: /^Tidy up/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('clears the steps of undo');
  await expect(dialog.getByRole('button', { name: 'Keep it', exact: true })).toBeFocused();
  await dialog.getByRole('button', { name: 'Tidy up', exact: true }).click();
  await expect(dialog.getByRole('status').filter({ hasText: /^Done\. [\d,]+ characters became free\.$/ })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Tidy up/ })).toHaveCount(0);
  expect(await stored(page)).toBeLessThan(before / 3);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true');
  await box.fill('Customers who left us.');
  await box.blur();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(box).toHaveValue('Customers who left.');
  await reload(page);
  await expect(box).toHaveValue('Customers who left.');
});

test('emptying the bin removes for good what was deleted', async ({ page }) => {
  await createAt(page, 'Definitions', 'Blank playbook');
  await add(page, 'definition', 'Churn');
  await add(page, 'definition', 'Lead');
  await entry(page, 'Churn').getByRole('textbox', { name: 'Definition', exact: true }).fill('Customers who left. '.repeat(500));
  await entry(page, 'Churn').getByRole('button', { name: 'Delete', exact: true }).click();
  await expectSaved(page);
  const dialog = await openStorage(page);
  await expect(dialog).toContainText('Deleted entries (1)');
  await dialog.getByRole('button', { name: /^Empty the bin/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('can’t be undone');
  await dialog.getByRole('button', { name: 'Empty the bin', exact: true }).click();
  await expect(dialog.getByRole('status').filter({ hasText: /^Done\. [\d,]+ characters became free\.$/ })).toBeVisible();
  await expect(dialog).not.toContainText('Deleted entries');
  await page.keyboard.press('Escape');
  await reload(page);
  await expect(entry(page, 'Lead')).toBeVisible();
  const { text } = await exportAs(page, 'JSON (.json)');
  expect(text).not.toContain('Churn');
  expect(await stored(page)).toBeLessThan(15_000);
});

test('a deleted playbook is deleted for good from here', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Standard playbook');
  await goToStart(page);
  await page.getByRole('button', { name: 'Delete Autumn playbook' }).click();
  await createPlaybook(page, 'Winter playbook', 'Blank playbook');
  const dialog = await openStorage(page);
  await dialog.getByRole('button', { name: 'Delete for good: Playbook “Autumn playbook”' }).click();
  await dialog.getByRole('button', { name: 'Keep it', exact: true }).click();
  await expect(dialog.getByRole('button', { name: /^Delete for good/ })).toBeFocused();
  await dialog.getByRole('button', { name: /^Delete for good/ }).click();
  await dialog.getByRole('button', { name: 'Delete for good', exact: true }).click();
  await expect(dialog.getByRole('status').filter({ hasText: /^Done\./ })).toBeVisible();
  await page.keyboard.press('Escape');
  await goToStart(page);
  await page.reload();
  await expect(listed(page, 'Winter playbook')).toBeVisible();
  await expect(page.getByText(/^Recently deleted/)).toBeHidden();
});

test('damaged parts and old copies are downloaded before they are removed', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Blank playbook');
  await page.evaluate(() => {
    const id = Object.keys(localStorage).find((key) => key.endsWith('/summary'))!.split('/')[2];
    localStorage.setItem(`guidepost/playbook/${id}/aside/snapshot/a`, 'damaged');
    localStorage.setItem(`guidepost/playbook/${id}/before/1`, 'older');
  });
  const dialog = await openStorage(page);
  for (const [name, content] of [
    ['Damaged parts of “Autumn playbook”', 'damaged'],
    ['Copy of “Autumn playbook” for an older Guidepost', 'older'],
  ]) {
    await expect(dialog.getByRole('button', { name: `Remove: ${name}` })).toHaveCount(0);
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: `Download: ${name}` }).click();
    expect(await readFile(await (await downloading).path(), 'utf8')).toContain(content);
    await dialog.getByRole('button', { name: `Remove: ${name}` }).click();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog).not.toContainText(name);
  }
  expect(await stored(page, '/aside/')).toBe(0);
  expect(await stored(page, '/before/')).toBe(0);
  await page.keyboard.press('Escape');
  await reload(page);
  await expect(titleBox(page)).toHaveValue('Autumn playbook');
});

test('everything is downloaded with one click, and that is noted', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Standard playbook');
  await goToStart(page);
  await createPlaybook(page, 'Winter playbook', 'Standard playbook');
  await goToStart(page);
  await expect(listed(page, 'Autumn playbook')).toContainText('Never backed up');
  const dialog = await openStorage(page);
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download everything' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(JSON.parse(text).playbooks.map(({ title }: { title: string }) => title).sort()).toEqual([
    'Autumn playbook',
    'Winter playbook',
  ]);
  await page.keyboard.press('Escape');
  await expect(listed(page, 'Autumn playbook')).toContainText('Backed up just now');
  await expect(listed(page, 'Winter playbook')).toContainText('Backed up just now');
});

test('an export as JSON is a backup', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Standard playbook');
  await exportAs(page, 'Markdown (.md)');
  const { name } = await exportAs(page, 'JSON (.json)');
  const dialog = await openStorage(page);
  await expect(dialog).toContainText(`Last backed up: just now, as ${name}.`);
});

test('after two weeks with changes, the button reminds of a backup', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-02T09:00:00') });
  await createAt(page, 'Definitions');
  await expect(storageButton(page)).toHaveText('Storage');
  await page.clock.runFor(5_000);
  await add(page, 'definition', 'Churn');
  await page.clock.runFor(5_000);
  await page.clock.fastForward(312 * 3600_000);
  await expect(storageButton(page)).toHaveText('Storage');
  await page.clock.fastForward(50 * 3600_000);
  await page.clock.runFor(60_000);
  await expect(storageButton(page)).toHaveText('Storage · never backed up');
  await expectAccessible(page);
  await exportAs(page, 'JSON (.json)');
  await page.clock.runFor(60_000);
  await expect(storageButton(page)).toHaveText('Storage');
  await page.clock.fastForward(720 * 3600_000);
  await page.clock.runFor(60_000);
  await expect(storageButton(page)).toHaveText('Storage');
  await add(page, 'definition', 'Lead');
  await page.clock.runFor(10_000);
  await expect(storageButton(page)).toHaveText('Storage · not backed up for 4 weeks');
});

test('when a write fails, the button leads to what to do', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  await expectSaved(page);
  await page.evaluate(() => {
    const original = Storage.prototype.setItem;
    Storage.prototype.setItem = function () {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(window, { mend: () => (Storage.prototype.setItem = original) });
  });
  await page.getByRole('textbox', { name: 'Definition', exact: true }).fill('Customers who left.');
  await expect(status(page)).toHaveText(/^Not saved: /);
  await expect(storageButton(page)).toHaveAccessibleDescription(/what to do when it is not saved/);
  const dialog = await openStorage(page);
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText('Not saved: ');
  await expect(alert).toContainText('keep it open');
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await alert.getByRole('button', { name: 'Download everything' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(JSON.parse(text).playbooks[0].memory).toBeTruthy();
  await page.evaluate(() => (window as unknown as { mend: () => void }).mend());
  await expect(alert).toBeHidden();
  await page.keyboard.press('Escape');
  await expectSaved(page);
});

test('room that is made lets a failed write go on', async ({ page }) => {
  await createPlaybook(page, 'Autumn playbook', 'Example playbook');
  await goToStart(page);
  await page.getByRole('button', { name: 'Delete Autumn playbook' }).click();
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  await expectSaved(page);
  await fillStorage(page, 100);
  const box = page.getByRole('textbox', { name: 'Definition', exact: true });
  await box.fill('Customers who left. '.repeat(50));
  await openStorage(page);
  const dialog = keeping(page);
  await dialog.getByRole('button', { name: /^Delete for good/ }).click();
  await dialog.getByRole('button', { name: 'Delete for good', exact: true }).click();
  await expect(dialog.getByRole('status').filter({ hasText: /became free/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await reload(page);
  await expect(box).toHaveValue(/^Customers who left\./);
});
