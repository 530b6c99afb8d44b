// A playbook of ten thousand entries in one list: whatever is far away is reached, found, written and printed, without drawing what
// lies between.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { COUNT, importLarge, nameOf } from '../large';
import { entry, expectSaved, goTo, list, mainHeading, reload } from '../playbook';

async function openLarge(page: Page) {
  await importLarge(page);
  await goTo(page, 'Definitions');
}

const drawn = (page: Page) => list(page, 'definition').getByRole('article').count();
const isSeen = (page: Page, name: string) =>
  page.evaluate((name) => {
    const headings = [...document.querySelectorAll('article h3')];
    const card = headings.find((heading) => heading.textContent?.trim() === name)?.closest('article');
    const { top, bottom } = card?.getBoundingClientRect() ?? { top: Infinity, bottom: 0 };
    return top < innerHeight && bottom > 0;
  }, name);

test('a list of 10,000 is walked, searched and written in anywhere', async ({ page }) => {
  test.setTimeout(240_000);
  await openLarge(page);
  expect(await drawn(page)).toBeLessThan(60);

  // By its letters.
  await page.getByRole('button', { name: 'Z', exact: true }).click();
  await expect(list(page, 'definition').getByRole('heading', { name: /^Z term/ }).first()).toBeVisible();
  expect(await drawn(page)).toBeLessThan(60);

  // What comes before it is drawn when somebody asks for it, and what is seen stays where it is.
  const top = list(page, 'definition').getByRole('heading', { name: /^Z term/ }).first();
  const before = await top.evaluate((heading) => heading.getBoundingClientRect().top);
  await page.getByRole('button', { name: 'Show 100 before' }).dispatchEvent('click');
  await expect.poll(() => drawn(page)).toBeGreaterThan(100);
  await expect.poll(() => top.evaluate((heading) => heading.getBoundingClientRect().top)).toBeCloseTo(before, -1);

  // From the search, far back, and on by keyboard.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('term 4321');
  await page.getByRole('combobox', { name: 'Search' }).press('Enter');
  await expect(entry(page, nameOf(4321))).toBeFocused();
  // Screen readers say which of how many it is.
  const row = list(page, 'definition').getByRole('listitem').filter({ has: entry(page, nameOf(4321)) });
  await expect(row).toHaveAttribute('aria-posinset', '4322');
  await expect(row).toHaveAttribute('aria-setsize', String(COUNT));
  expect(await drawn(page)).toBeLessThan(60);
  for (let presses = 0; presses < 60 && !(await isSeen(page, nameOf(4323))); presses++) await page.keyboard.press('Tab');
  expect(await isSeen(page, nameOf(4323))).toBe(true);
  const box = entry(page, nameOf(4321)).getByRole('textbox', { name: 'Definition', exact: true });
  await box.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Written far down.');
  await expect(box).toHaveValue(/Written far down\.$/);
  await expectSaved(page);

  // The top of the page is the beginning of the list.
  await mainHeading(page, 'Definitions').evaluate((heading) => heading.closest('.page')?.scrollTo({ top: 0 }));
  await expect(entry(page, nameOf(0))).toBeVisible();
  await expect(page.getByRole('button', { name: /^Show \d+ before$/ })).toBeHidden();

  // What is added stands at the end, and is written at once.
  await page.keyboard.press('Escape');
  await page.locator('[id^="add-definition"]').dispatchEvent('click');
  const added = entry(page, 'Untitled definition').getByRole('textbox').first();
  await expect(added).toBeFocused();
  await page.keyboard.type('M newcomer');
  await page.keyboard.press('Tab');
  await expectSaved(page);
  expect(await drawn(page)).toBeLessThan(200);

  await reload(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('M newcomer');
  await page.getByRole('combobox', { name: 'Search' }).press('Enter');
  await expect(entry(page, 'M newcomer')).toBeFocused();
});

test('on paper there is a part of it that can be printed, and a word about the rest', async ({ page }) => {
  test.setTimeout(240_000);
  await openLarge(page);
  await expect.poll(() => drawn(page)).toBe(10);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect.poll(() => drawn(page)).toBe(500);
  await expect(page.getByText('9,500 more are not printed here.')).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  await expect.poll(() => drawn(page)).toBe(10);
  await expect(page.getByText('are not printed here')).toBeHidden();
  expect((await page.pdf()).length).toBeGreaterThan(100_000);
});

test('scrolling down and up again shows one after the other', async ({ page }) => {
  test.setTimeout(240_000);
  await openLarge(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('term 5000');
  await page.getByRole('combobox', { name: 'Search' }).press('Enter');
  await expect(entry(page, nameOf(5000))).toBeFocused();
  await page.mouse.move(700, 500);
  const wheel = async (by: number, until: string) => {
    for (let turns = 0; turns < 80 && !(await isSeen(page, until)); turns++) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(60);
    }
    expect(await isSeen(page, until), until).toBe(true);
  };
  await wheel(600, nameOf(5020));
  await wheel(-600, nameOf(4985));
  expect(await drawn(page)).toBeLessThan(200);
  // None is missing between.
  const names = await list(page, 'definition').getByRole('article').getByRole('heading').allTextContents();
  const numbers = names.map((name) => Number(name.slice(-4)));
  expect(numbers).toEqual(numbers.map((_, place) => numbers[0] + place));
});
