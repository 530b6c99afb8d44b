// What somebody has open, and another window deletes: whoever writes on loses nothing, and knows of it.

import type { BrowserContext, Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import { add, createAt, entry, expectSaved, goTo, reload } from '../playbook';
import { listed } from '../playbooks';

const definition = (page: Page) => page.getByRole('textbox', { name: 'Definition', exact: true }).first();
const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });
const DELETED = /^This playbook was deleted\. Go on writing here/;

/** A playbook with one definition, and another window in which all playbooks are listed. */
async function twoWindows(page: Page, context: BrowserContext) {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).fill('A lead is somebody.');
  await expectSaved(page);
  const other = await context.newPage();
  await open(other);
  return other;
}

async function moveToBin(other: Page) {
  await listed(other, 'Test playbook').getByRole('button', { name: /^Delete/ }).click();
  await expect(listed(other, 'Test playbook')).toHaveCount(0);
}

async function deleteForGood(other: Page) {
  await moveToBin(other);
  await other.getByText(/^Recently deleted/).click();
  await other.getByRole('button', { name: /^Delete for good/ }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(messages(other).getByText(/deleted for good\.$/)).toBeVisible();
}

async function writeOn(page: Page) {
  await definition(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' And more.');
}

for (const [where, remove] of [['to the bin', moveToBin], ['for good', deleteForGood]] as const) {
  test(`a playbook that another window deletes ${where} is kept by whoever writes on`, async ({ page, context }) => {
    const other = await twoWindows(page, context);
    await remove(other);
    await expect(messages(page).getByRole('alert').filter({ hasText: DELETED }).first()).toBeVisible();
    await writeOn(page);
    await expectSaved(page);
    await expect(listed(other, 'Test playbook')).toBeVisible({ timeout: 10_000 });
    await expect(other.getByText(/^Recently deleted/)).toBeHidden();
    await reload(page);
    await expect(definition(page)).toHaveValue('A lead is somebody. And more.');
    await expect(messages(page).getByRole('alert')).toHaveCount(0);
  });
}

test('nothing is left of a playbook that is deleted for good while it is only looked at', async ({ page, context }) => {
  const other = await twoWindows(page, context);
  await deleteForGood(other);
  await expect(messages(page).getByRole('alert').filter({ hasText: DELETED }).first()).toBeVisible();
  // As somebody who turns to another tab.
  await page.goto(page.url().split('#')[0]);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(listed(page, 'Test playbook')).toHaveCount(0);
  const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('guidepost/playbook/')));
  expect(left).toEqual([]);
});

test('a playbook that is opened from the bin by its address says so, and comes back by an edit', async ({ page, context }) => {
  const other = await twoWindows(page, context);
  const address = page.url();
  await page.goto(address.split('#')[0]);
  await moveToBin(other);
  await page.goto(address);
  await expect(messages(page).getByRole('alert').filter({ hasText: DELETED })).toBeVisible();
  await writeOn(page);
  await expectSaved(page);
  await expect(listed(other, 'Test playbook')).toBeVisible();
});

test('whoever types on in what somebody else deleted is told, and can bring it back', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await add(page, 'definition', 'Churn');
  const text = entry(page, 'Churn').getByRole('textbox', { name: 'Definition', exact: true });
  await text.fill('Customers who leave.');
  await expectSaved(page);
  const other = await context.newPage();
  await open(other, page.url());
  // What watches over that is there a moment after the playbook was opened.
  await page.waitForTimeout(2_500);
  await text.focus();
  await entry(other, 'Churn').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(entry(page, 'Churn')).toHaveCount(0);
  await page.keyboard.type('And more');
  const told = messages(page).getByRole('alert').filter({ hasText: '“Churn” was deleted while you wrote in it.' });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'Bring it back' }).click();
  await expect(entry(page, 'Churn')).toBeFocused();
  await expect(text).toHaveValue('Customers who leave.');
  await expect(told).toHaveCount(0);
});

test('whoever deletes something, and then writes elsewhere, is told nothing', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await add(page, 'definition', 'Churn');
  await page.waitForTimeout(2_500);
  await entry(page, 'Churn').getByRole('textbox', { name: 'Definition', exact: true }).focus();
  await entry(page, 'Churn').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.keyboard.type('x');
  await goTo(page, 'Overview');
  await page.keyboard.type('y');
  await expect(messages(page).getByRole('alert')).toHaveCount(0);
});
