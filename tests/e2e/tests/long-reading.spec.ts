// A playbook of ten thousand entries, read on one page, on a telephone, too, and in files. What is looked for on this page is named by
// its text: to ask ten thousand entries for their roles takes minutes.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { COUNT, importLarge, nameOf } from '../large';
import { entry, expectSaved, list, mainHeading, reload } from '../playbook';
import { download } from '../playbooks';

// Each step of one would hold a copy of the whole page.
test.use({ trace: 'off' });

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000);
  await importLarge(page);
  await expectSaved(page);
});

/** Waits until this has the focus, in sight. To expect what is not there yet takes minutes as well. */
async function expectInFocus(page: Page, selector: string, text = '') {
  const focused = page.locator(`${selector}:focus`).filter({ hasText: text });
  await focused.waitFor();
  await expect(focused).toBeInViewport();
}

const groupOf = (place: number) => `${nameOf(place)} – ${nameOf(place + 49)}`;
const current = (page: Page) => page.locator('.read-contents [aria-current]');

async function read(page: Page) {
  await page.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).click();
  await page.locator('h1:focus').filter({ hasText: 'Large' }).waitFor();
  await expect(page.locator('.read-entry').first()).toContainText(nameOf(0));
  await expect(page.locator('.read-entry').first()).toBeInViewport();
}

/** What is found first. */
const found = (page: Page, text: string) => page.locator('.search-option').filter({ hasText: text }).first();

test('what is far back is found, and the keys go on from there', async ({ page }) => {
  await read(page);
  await expect(page.locator('.read-entry')).toHaveCount(COUNT);
  await page.keyboard.press('Control+k');
  await page.locator('.search-box').fill('term 4321');
  await found(page, 'term 4321').waitFor();
  await page.keyboard.press('Enter');
  await expectInFocus(page, 'h3', nameOf(4321));
  await expect(current(page)).toHaveText(nameOf(4321));
  for (const place of [4321, 4322, 4323]) {
    await page.keyboard.press('Tab');
    await expectInFocus(page, `[aria-label="Link to ${nameOf(place)}"]`);
  }
});

test('contents lead to what is far back, and follow from there', async ({ page }) => {
  await read(page);
  // Many entries stand in groups.
  await page.locator('.read-contents').getByText(groupOf(9000), { exact: true }).click();
  await expectInFocus(page, 'h3', nameOf(9000));
  await expect(current(page)).toHaveText(nameOf(9000));
  await expect(current(page)).toBeInViewport();
  await page.keyboard.press('Tab');
  await expectInFocus(page, `[aria-label="Link to ${nameOf(9000)}"]`);
  // A text that was written there is set there.
  await expect(page.getByText('What number 9000 means, and what it does not.')).toBeInViewport();
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 3000);
  await expect(current(page)).not.toHaveText(nameOf(9000));
  await expect(current(page)).toBeInViewport();
});

test('every entry is in a file of Markdown, of HTML and of JSON', async ({ page }) => {
  const all = Array.from({ length: COUNT }, (_, place) => place);
  for (const kind of ['Markdown (.md)', 'HTML (.html)', 'JSON (.json)'] as const) {
    const { text } = await download(page, kind);
    expect(all.filter((place) => !text.includes(nameOf(place))), kind).toEqual([]);
    expect(all.filter((place) => !text.includes(`What number ${place} means, and what it does not.`)), kind).toEqual([]);
  }
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('it is opened, looked through and read', async ({ page }) => {
    await read(page);
    await page.locator('.read-search').tap();
    await page.locator('.search-box').fill('term 4321');
    await found(page, 'term 4321').tap();
    await expectInFocus(page, 'h3', nameOf(4321));
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, 4000);
    await expect(page.getByText(nameOf(4321), { exact: true }).last()).not.toBeInViewport();
    await page.locator('.read-open').tap();
    await expect(current(page)).toBeInViewport();
    await page.locator('.read-contents').getByText(groupOf(4300), { exact: true }).tap();
    await expect(page.locator('.read-contents')).toBeHidden();
    await expectInFocus(page, 'h3', nameOf(4300));
    expect(await page.locator('.reading').evaluate((main) => main.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('it is written in, far back, and that is there afterwards', async ({ page }) => {
    await page.getByRole('button', { name: 'Sections', exact: true }).tap();
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Definitions' }).tap();
    await expect(mainHeading(page, 'Definitions')).toBeVisible();
    await page.getByRole('button', { name: 'Search', exact: true }).tap();
    await page.getByRole('combobox', { name: 'Search' }).fill('term 4321');
    // What was found before one typed may still be there.
    await page.getByRole('dialog', { name: 'Search' }).getByRole('option', { name: 'term 4321' }).first().tap();
    await expect(entry(page, nameOf(4321))).toBeFocused();
    const box = entry(page, nameOf(4321)).getByRole('textbox', { name: 'Definition', exact: true });
    await box.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Written on the way.');
    await expect(box).toHaveValue('What number 4321 means, and what it does not. Written on the way.');
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, 4000);
    await expect(entry(page, nameOf(4321))).not.toBeInViewport();
    expect(await list(page, 'definition').getByRole('article').count()).toBeLessThan(200);
    await reload(page);
    await expect(list(page, 'definition').getByRole('article').first()).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Search', exact: true }).tap();
    await page.getByRole('combobox', { name: 'Search' }).fill('written on the way');
    await expect(page.getByRole('dialog', { name: 'Search' }).getByRole('option').first()).toContainText('term 4321');
  });
});
