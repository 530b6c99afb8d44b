// Back leads to where somebody was, in what is read and where one edits, and takes dialogs along.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { createPlaybook, entry, expectSaved, goTo } from '../playbook';

/** How far below the upper edge of the window something stands. */
const top = async (page: Page, name: string) => (await entry(page, name).boundingBox())?.y ?? Number.NaN;

async function example(page: Page) {
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await expectSaved(page);
  // What watches over that is there a moment after the playbook was opened.
  await page.waitForTimeout(2_500);
}

async function read(page: Page) {
  await example(page);
  await page.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

/** Scrolls to an entry as somebody does who reads, and waits until all is set. */
async function scrollTo(page: Page, name: string) {
  await entry(page, name).evaluate((element) => element.scrollIntoView());
  await page.waitForTimeout(600);
}

async function search(page: Page, words: string) {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByRole('combobox', { name: 'Search' }).fill(words);
  await expect(dialog.getByRole('option').first()).toContainText(new RegExp(words, 'i'));
  await page.keyboard.press('Enter');
}

for (const width of [1280, 390]) {
  test(`while one reads, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await read(page);
    await scrollTo(page, 'Salesforce Sales Cloud');
    const before = await top(page, 'Salesforce Sales Cloud');
    await entry(page, 'Salesforce Sales Cloud').getByRole('link', { name: 'Sales accepted lead', exact: true }).first().click();
    await expect(entry(page, 'Sales accepted lead').first()).toBeInViewport();
    await page.goBack();
    await expect.poll(async () => Math.abs((await top(page, 'Salesforce Sales Cloud')) - before)).toBeLessThan(40);
    await search(page, 'Win rate');
    await expect(entry(page, 'Win rate')).toBeInViewport();
    await page.goBack();
    await expect.poll(async () => Math.abs((await top(page, 'Salesforce Sales Cloud')) - before)).toBeLessThan(40);
    // What is asked for again is gone to, and not what was come back to.
    await page.goForward();
    await expect(entry(page, 'Win rate')).toBeInViewport();
  });
}

test('while one edits, in one section and from another', async ({ page }) => {
  await example(page);
  await goTo(page, 'Definitions');
  await entry(page, 'Double opt-in').evaluate((element) => element.scrollIntoView());
  await page.waitForTimeout(600);
  const before = await top(page, 'Double opt-in');
  for (const elsewhere of ['Definitions', 'Lifecycle Management']) {
    if (elsewhere === 'Definitions') {
      await search(page, 'Win rate');
      await expect(entry(page, 'Win rate')).toBeInViewport();
    } else {
      await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: elsewhere }).click();
      await expect(page.getByRole('heading', { level: 1, name: elsewhere })).toBeVisible();
    }
    await page.goBack();
    await expect.poll(async () => Math.abs((await top(page, 'Double opt-in')) - before)).toBeLessThan(40);
  }
});

test('whom it is shown to comes back, too', async ({ page }) => {
  await read(page);
  const shownTo = page.getByRole('combobox', { name: 'For' });
  await shownTo.selectOption('Marketer');
  await expect(entry(page, 'Outreach')).toHaveCount(0);
  await scrollTo(page, 'Google Ads');
  const chosen = await shownTo.inputValue();
  await search(page, 'Outreach');
  await expect(entry(page, 'Outreach')).toBeInViewport();
  await expect(page.getByRole('status').filter({ hasText: 'All is shown now' })).toBeVisible();
  await expect(shownTo).toHaveValue('');
  await page.goBack();
  await expect(shownTo).toHaveValue(chosen);
  await expect(entry(page, 'Google Ads')).toBeInViewport();
  await expect(entry(page, 'Outreach')).toHaveCount(0);
});

test('a dialog goes with the page that it was opened on', async ({ page }) => {
  await example(page);
  await goTo(page, 'Definitions');
  await page.keyboard.press('Control+k');
  const box = page.getByRole('dialog', { name: 'Search' });
  await box.getByRole('combobox', { name: 'Search' }).fill('difference iMQL MQL');
  await expect(box.getByRole('option').first()).toContainText('beside each other');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'iMQL and MQL' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
