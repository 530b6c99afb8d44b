// Definitions, A to Z.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { add, createAt, entry, expectOrder, fetched, offered, pick, reload } from '../playbook';

const letters = (page: Page) => page.getByRole('navigation', { name: 'Letters' }).getByRole('button');

test('terms stand in alphabetical order, whatever the order in which they came', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['MQL', 'iMQL', 'Account', '360° view', 'churn', 'Étape']) {
    await add(page, 'definition', term);
  }
  const sorted = ['360° view', 'Account', 'churn', 'Étape', 'iMQL', 'MQL'];
  await page.getByRole('textbox', { name: 'Introduction' }).focus();
  await expectOrder(page, 'definition', sorted);
  await expect(letters(page)).toHaveText(['#', 'A', 'C', 'E', 'I', 'M']);
  await reload(page);
  await expectOrder(page, 'definition', sorted);
});

test('an accent makes no letter of its own', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['Zone', 'Étape', 'Event', 'Übergabe', 'Engagement', 'zebra']) {
    await add(page, 'definition', term);
  }
  await page.getByRole('textbox', { name: 'Introduction' }).focus();
  await expectOrder(page, 'definition', ['Engagement', 'Étape', 'Event', 'Übergabe', 'zebra', 'Zone']);
  await expect(letters(page)).toHaveText(['E', 'U', 'Z']);
});

test('while a term is typed it stays where it is, and the focus goes on with the Tab key', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['Beta', 'Delta']) await add(page, 'definition', term);
  await page.getByRole('button', { name: 'Add definition' }).click();
  await expect(entry(page, 'Untitled definition').getByRole('textbox').first()).toBeFocused();
  await page.keyboard.type('Alpha');
  await expectOrder(page, 'definition', ['Beta', 'Delta', 'Alpha']);
  const card = entry(page, 'Alpha');
  await page.keyboard.press('Tab');
  await expect(card.getByRole('combobox', { name: 'Agreement' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('The first letter.');
  await expect(card.getByRole('textbox', { name: 'Definition', exact: true })).toHaveValue('The first letter.');
  await expectOrder(page, 'definition', ['Beta', 'Delta', 'Alpha']);

  await page.getByRole('button', { name: 'Add definition' }).focus();
  await expectOrder(page, 'definition', ['Alpha', 'Beta', 'Delta']);
  await expect(page.getByRole('button', { name: 'Add definition' })).toBeFocused();
});

test('a renamed term moves when it is left, and its letter goes with it', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['Account', 'Lead']) await add(page, 'definition', term);
  await entry(page, 'Account').getByRole('textbox', { name: 'Term' }).fill('Zone');
  await expectOrder(page, 'definition', ['Zone', 'Lead']);
  await page.getByRole('textbox', { name: 'Introduction' }).focus();
  await expectOrder(page, 'definition', ['Lead', 'Zone']);
  await expect(letters(page)).toHaveText(['L', 'Z']);
});

test('a letter leads to its first term', async ({ page }) => {
  await createAt(page, 'Definitions', 'Example playbook');
  const terms = page.getByRole('list', { name: 'Definitions' }).getByRole('article');
  await expect(terms.first()).toBeInViewport();
  const sla = entry(page, 'SLA');
  await expect(sla).not.toBeInViewport();
  await letters(page).getByText('S', { exact: true }).click();
  const first = terms.filter({ has: page.getByRole('heading', { name: /^s/i }) }).first();
  await expect(first).toBeInViewport();
  await expect(terms.first()).not.toBeInViewport();
});

test('Japanese terms, typed, found by their letter and kept', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['見込み客', 'リード', 'Lead', '商談']) await add(page, 'definition', term);
  const card = entry(page, '見込み客');
  const definition = card.getByRole('textbox', { name: 'Definition', exact: true });
  await definition.fill('まだ取引のない、**関心**を示した人。');
  await page.getByRole('textbox', { name: 'Introduction' }).focus();
  await expect(card.getByRole('strong')).toHaveText('関心');
  await expectOrder(page, 'definition', ['Lead', 'リード', '商談', '見込み客']);
  await expect(letters(page)).toHaveText(['L', 'リ', '商', '見']);
  await reload(page);
  await expect(definition).toHaveValue('まだ取引のない、**関心**を示した人。');
});

test('the Enter key that ends a composition picks nothing', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'リード');
  const card = await add(page, 'definition', '見込み客');
  const box = card.getByRole('combobox', { name: 'Not to be confused with' });
  await box.fill('リー');
  await expect(offered(card, 'Not to be confused with')).toHaveCount(1);
  await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
  await expect(offered(card, 'Not to be confused with')).toHaveCount(1);
  await box.press('Enter');
  await expect(card.getByRole('button', { name: /^Remove リード from/ })).toBeVisible();
});

test('terms that are not to be confused lead to each other', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'MQL');
  const card = await add(page, 'definition', 'iMQL');
  await pick(card, 'Not to be confused with', 'MQL');
  await card.getByRole('link', { name: 'MQL', exact: true }).click();
  await expect(entry(page, 'MQL')).toBeFocused();
  // A new name shows wherever it is named.
  await entry(page, 'MQL').getByRole('textbox', { name: 'Term' }).fill('Qualified lead');
  await expect(card.getByRole('link', { name: 'Qualified lead', exact: true })).toBeVisible();
});

test('the second click of two presses nothing that has come into its place', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['Alpha', 'Beta', 'Gamma']) await add(page, 'definition', term);
  await page.getByRole('textbox', { name: 'Introduction' }).focus();
  await expectOrder(page, 'definition', ['Alpha', 'Beta', 'Gamma']);
  await fetched(page, 'presses.js');
  await entry(page, 'Alpha').getByRole('button', { name: 'Delete', exact: true }).dblclick();
  await expectOrder(page, 'definition', ['Beta', 'Gamma']);
  // What stays in its place hears both.
  await page.getByRole('button', { name: 'Hide section' }).dblclick();
  await expect(page.getByRole('button', { name: 'Hide section' })).toBeVisible();
});
