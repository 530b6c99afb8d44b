// Terms are recognised in every text, as quiet links that say what they mean.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, test } from '../fixtures';
import { add, createAt, DIRECTORY, entry, goTo, reload } from '../playbook';

const introduction = (page: Page) => page.getByRole('textbox', { name: 'Introduction' });
const tip = (page: Page) => page.getByRole('tooltip');
/** What is a term in the page's texts. */
const terms = (page: Page) => page.locator('a.term');

/** Writes the introduction of the section, and leaves it. */
async function introduce(page: Page, text: string) {
  await introduction(page).fill(text);
  await introduction(page).blur();
}

/** Adds a definition, with other names for it. */
async function define(page: Page, name: string, definition: string, aliases = '') {
  const card = await add(page, 'definition', name);
  await card.getByRole('textbox', { name: 'Definition', exact: true }).fill(definition);
  if (aliases) {
    const box = card.getByRole('textbox', { name: 'Also known as' });
    await box.fill(aliases);
    await box.blur();
  }
}

test('a term says what it means to who points at it, and leads to its definition', async ({ page }) => {
  await createAt(page, 'Lifecycle Management', 'Example playbook');
  const mql = page.getByRole('link', { name: 'Marketing qualified lead' }).and(terms(page)).first();
  await mql.hover();
  await expect(tip(page)).toContainText('A lead that marketing hands to sales');
  await expect(tip(page)).toContainText('Owner: Sales development');
  await expect(mql).toHaveAccessibleDescription(/^stage Marketing qualified lead A lead that marketing hands/);
  await expectAccessible(page);
  // It stays for who reads it, and goes with Escape.
  await tip(page).hover();
  await page.waitForTimeout(500);
  await expect(tip(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip(page)).toBeHidden();
  await mql.click();
  await expect(page.getByRole('article', { name: 'Marketing qualified lead' })).toBeFocused();
  await expect(introduction(page)).not.toBeFocused();
});

test('terms are reached and followed by keyboard', async ({ page }) => {
  await createAt(page, 'Definitions', 'Example playbook');
  await expect(terms(page).first()).toBeVisible();
  const mql = page.getByRole('link', { name: 'MQL', exact: true }).and(terms(page)).first();
  await page.getByRole('button', { name: 'Rename section' }).focus();
  for (let stops = 0; stops < 8 && !(await mql.evaluate((it) => it === document.activeElement)); stops += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(mql).toBeFocused();
  await expect(tip(page)).toContainText('MQL');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'MQL', exact: true })).toBeFocused();
  await expect(tip(page)).toBeHidden();
});

test('texts follow what is defined, renamed and deleted', async ({ page }) => {
  await createAt(page, 'Definitions');
  await introduce(page, 'Only a zebra is a zebra, `zebra`, [zebra](https://example.com/zebra); an MQL is none. 見込み客を渡す。');
  await define(page, 'Zebra', 'A horse with **stripes**.', 'MQL');
  await expect(terms(page)).toHaveText(['zebra']);
  await terms(page).first().hover();
  await expect(tip(page)).toContainText('A horse with stripes.');
  await expect(tip(page).locator('strong')).toHaveText('stripes');
  // While its name is typed anew, letter by letter, and what else it is called.
  await entry(page, 'Zebra').getByRole('textbox', { name: 'Term', exact: true }).fill('');
  await page.keyboard.type('見込み客');
  await expect(terms(page)).toHaveText(['MQL']);
  const others = entry(page, '見込み客').getByRole('textbox', { name: 'Also known as' });
  await others.fill('');
  await expect(terms(page)).toHaveText(['見込み客']);
  await expect(others).toBeFocused();
  await reload(page);
  await expect(terms(page)).toHaveText(['見込み客']);
  // The text is what it was.
  await expect(introduction(page)).toHaveValue(/^Only a zebra .* 見込み客を渡す。$/);
  await entry(page, '見込み客').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(terms(page)).toHaveCount(0);
});

test('a text with terms is edited as any other', async ({ page }) => {
  await createAt(page, 'Definitions');
  await introduce(page, 'Every *lead* has an owner.');
  await define(page, 'Lead', 'Somebody who may buy.');
  await expect(terms(page)).toHaveText(['lead']);
  await page.getByText('has an owner.').click();
  await expect(introduction(page)).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' A deal has one, too.');
  await introduction(page).blur();
  await expect(terms(page)).toHaveText(['lead']);
  await expect(introduction(page)).toHaveValue('Every *lead* has an owner. A deal has one, too.');
  // On other pages, too.
  await goTo(page, DIRECTORY);
  await add(page, 'person', 'Lead');
  await expect(terms(page)).toHaveCount(0);
});
