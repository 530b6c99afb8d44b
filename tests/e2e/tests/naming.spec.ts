// Naming conventions, built token by token beside a live example.

import type { Locator } from '@playwright/test';

import { expect, test } from '../fixtures';
import { add, addPart, createAt, entry, exportAs, part, partItem, reload } from '../playbook';

const example = (card: Locator) => card.locator('output');

async function addToken(card: Locator, name: string, kind: string) {
  const fresh = await addPart(card, 'token');
  await fresh.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  const token = part(card, `token ${name}`);
  await token.getByRole('combobox', { name: 'Kind' }).selectOption({ label: kind });
  return token;
}

async function addValue(card: Locator, token: string, name: string, code: string) {
  const item = partItem(card, `token ${token}`);
  const fresh = await addPart(item, 'allowed value');
  await fresh.getByRole('textbox', { name: 'Value' }).fill(name);
  const value = part(item, `allowed value ${name}`);
  await value.getByRole('textbox', { name: 'Code' }).fill(code);
  return value;
}

test('token by token, the example follows each step', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T12:00:00Z'));
  await createAt(page, 'Marketing Campaign Management & Reporting');
  const card = await add(page, 'naming convention', 'Campaigns in the CRM');
  await expect(card.getByText('Looks like')).toBeHidden();

  const month = await addToken(card, 'Month', 'Date');
  await expect(example(card)).toHaveText('2026-11');
  await month.getByRole('textbox', { name: 'Date format' }).fill('YYYYQQ');
  await expect(example(card)).toHaveText('2026Q4');
  await month.getByRole('textbox', { name: 'Date format' }).fill('YYYY-MM-DD');
  await expect(example(card)).toHaveText('2026-11-21');

  await addToken(card, 'Type', 'Allowed values');
  await expect(example(card)).toHaveText('2026-11-21<Type>');
  await card.getByRole('textbox', { name: 'Separator' }).fill('_');
  await expect(example(card)).toHaveText('2026-11-21_<Type>');
  const webinar = await addValue(card, 'Type', 'Webinar', 'WBN');
  await expect(example(card)).toHaveText('2026-11-21_WBN');
  await addValue(card, 'Type', 'Conference', 'CNF');
  await expect(example(card)).toHaveText('2026-11-21_WBN');

  await addToken(card, 'Topic', 'Free text');
  await expect(example(card)).toHaveText('2026-11-21_WBN_<Topic>');

  // Order counts, of values and of tokens.
  await card.getByRole('button', { name: 'Move allowed value Conference' }).press('Home');
  await expect(example(card)).toHaveText('2026-11-21_CNF_<Topic>');
  await card.getByRole('button', { name: 'Move token Type' }).press('Home');
  await expect(example(card)).toHaveText('CNF_2026-11-21_<Topic>');
  await card.getByRole('button', { name: 'Delete token Month' }).click();
  await expect(example(card)).toHaveText('CNF_<Topic>');
  await page.keyboard.press('Control+z');
  await expect(example(card)).toHaveText('CNF_2026-11-21_<Topic>');
  await webinar.getByRole('button', { name: 'Delete allowed value Webinar' }).click();
  await card.getByRole('button', { name: 'Delete allowed value Conference' }).click();
  await expect(example(card)).toHaveText('<Type>_2026-11-21_<Topic>');
});

test('a convention comes back with its tokens and their values, and stands in Markdown', async ({ page }) => {
  await createAt(page, 'Marketing Campaign Management & Reporting');
  const card = await add(page, 'naming convention', 'Assets');
  await addToken(card, 'Region', 'Allowed values');
  await addValue(card, 'Region', 'Europe', 'EUR');
  await addValue(card, 'Region', 'Japan', 'JPN');
  await addToken(card, 'Topic', 'Free text');
  await card.getByRole('textbox', { name: 'Separator' }).fill('-');
  await reload(page);
  await expect(example(entry(page, 'Assets'))).toHaveText('EUR-<Topic>');
  await expect(part(card, 'allowed value Japan').getByRole('textbox', { name: 'Code' })).toHaveValue('JPN');
  const { text } = await exportAs(page, 'Markdown (.md)');
  for (const words of ['Assets', 'Region', 'Europe', 'EUR', 'Japan', 'JPN', 'Topic', 'Free text']) {
    expect(text).toContain(words);
  }
});
