// The three sections of tools: filters, cards and table.

import type { Page } from '@playwright/test';

import { expect, test } from '../fixtures';
import { add, createAt, entry, expectOrder, exportJson, goTo, list, pick, reload, type Noun } from '../playbook';

const filter = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Filter' }).getByRole('combobox', { name, exact: true });

const view = (page: Page, name: string) =>
  page.getByRole('group', { name: 'View as' }).getByRole('button', { name, exact: true });

async function addTools(page: Page, noun: Noun) {
  for (const [name, category, owner, status] of [
    ['Mailer', 'Email', 'Ines Varga', 'Active'],
    ['Dialer', 'Calling', 'Jun Mori', 'Trial'],
    ['Newsletter', 'Email', 'Jun Mori', 'Retired'],
  ] as const) {
    const card = await add(page, noun, name);
    await card.getByRole('combobox', { name: 'Category' }).fill(category);
    await card.getByRole('combobox', { name: 'Status' }).selectOption({ label: status });
    await pick(card, 'Manager', owner);
  }
}

for (const [place, noun, plural] of [
  ['Demand Generation Tools', 'tool', 'tools'],
  ['Sales Tools', 'tool', 'tools'],
  ['Internal Communication Tools', 'channel', 'channels'],
] as const) {
  test(`${place} are filtered by category, owner and status`, async ({ page }) => {
    await createAt(page, place);
    await addTools(page, noun);
    const count = page.getByRole('status').filter({ hasText: plural });
    await expect(count).toHaveText(`3 ${plural}`);

    await filter(page, 'Category').selectOption({ label: 'Email' });
    await expectOrder(page, noun, ['Mailer', 'Newsletter']);
    await expect(count).toHaveText(`2 of 3 ${plural}`);
    await filter(page, 'Owner').selectOption({ label: 'Jun Mori' });
    await expectOrder(page, noun, ['Newsletter']);
    await filter(page, 'Status').selectOption({ label: 'Trial' });
    await expect(page.getByText('Nothing matches this filter.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await expectOrder(page, noun, ['Mailer', 'Dialer', 'Newsletter']);

    await filter(page, 'Status').selectOption({ label: 'Trial' });
    await expectOrder(page, noun, ['Dialer']);
    await filter(page, 'Status').selectOption({ label: 'All' });
    await filter(page, 'Owner').selectOption({ label: 'Ines Varga' });
    await expectOrder(page, noun, ['Mailer']);
  });
}

test('the last filter can be cleared by keys, and the focus is not lost', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  await filter(page, 'Status').selectOption({ label: 'Trial' });
  const clear = page.getByRole('button', { name: 'Clear filters' });
  await clear.press('Enter');
  await expect(clear).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Filter' }).locator(':focus')).toHaveCount(1);
});

test('an entry stays while it is changed to what the filter leaves out', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  await filter(page, 'Category').selectOption({ label: 'Email' });
  const category = entry(page, 'Mailer').getByRole('combobox', { name: 'Category' });
  await category.click();
  await category.press('End');
  await page.keyboard.type(' marketing');
  await expect(category).toBeFocused();
  await expect(category).toHaveValue('Email marketing');
  await expectOrder(page, 'tool', ['Mailer', 'Newsletter']);

  // One that is added is there, whatever the filter.
  await add(page, 'tool', 'Chat');
  await expect(entry(page, 'Chat')).toBeVisible();
});

test('a filter for an owner follows the new name', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  await goTo(page, 'People and teams');
  await entry(page, 'Jun Mori').getByRole('textbox', { name: 'Name', exact: true }).fill('Jun Tanaka');
  await goTo(page, 'Sales Tools');
  await filter(page, 'Owner').selectOption({ label: 'Jun Tanaka' });
  await expectOrder(page, 'tool', ['Dialer', 'Newsletter']);
});

test('the view is kept, for all sections and after a reload', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  await expect(view(page, 'Cards')).toHaveAttribute('aria-pressed', 'true');
  await view(page, 'Table').click();
  await expect(view(page, 'Table')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(4);
  // Each row says which it is, of how many with the headings.
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '4');
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2');
  await expect(list(page, 'tool')).toHaveCount(0);
  await reload(page);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(4);
  await goTo(page, 'Internal Communication Tools');
  await page.getByRole('button', { name: 'Add channel' }).click();
  await expect(page.getByRole('table').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await view(page, 'Cards').click();
  await expect(entry(page, 'Untitled channel')).toBeVisible();
});

test('fields are edited in the table, and the card shows the same', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  await view(page, 'Table').click();
  const row = page.getByRole('row').nth(2);
  await expect(row.getByRole('textbox', { name: 'Name' })).toHaveValue('Dialer');
  await row.getByRole('textbox', { name: 'Name' }).fill('Power dialer');
  await row.getByRole('combobox', { name: 'Category' }).fill('Phone');
  await pick(row, 'Manager', 'Ada Osei');
  await row.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Retiring' });
  await row.getByRole('textbox', { name: 'Cost' }).fill('300 a month');
  await row.getByLabel('Renewal date').fill('2027-01-31');

  await page.getByRole('button', { name: 'Show the card of Power dialer' }).click();
  const card = entry(page, 'Power dialer');
  await expect(card).toBeFocused();
  await expect(card.getByRole('combobox', { name: 'Manager' })).toHaveValue('Ada Osei');
  await reload(page);
  await expect(card.getByRole('combobox', { name: 'Category' })).toHaveValue('Phone');
  const json = await exportJson(page);
  expect(json.sections.find((section) => section.name === 'Sales Tools')?.tools).toContainEqual(
    expect.objectContaining({
      name: 'Power dialer',
      category: 'Phone',
      status: 'retiring',
      cost: '300 a month',
      renewalDate: '2027-01-31',
    }),
  );
});

test('filters hold in the table, too', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  await view(page, 'Table').click();
  await filter(page, 'Owner').selectOption({ label: 'Jun Mori' });
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
});

test('categories that others have are suggested', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await addTools(page, 'tool');
  const card = await add(page, 'tool', 'Chat');
  const category = card.getByRole('combobox', { name: 'Category' });
  await category.focus();
  const suggested = () =>
    category.evaluate((input: HTMLInputElement) => [...(input.list?.options ?? [])].map((one) => one.value));
  await expect.poll(suggested).toEqual(['Calling', 'Email']);
});

test('a link opens in a tab of its own; what is no address of the web has no link', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  const link = card.getByRole('link', { name: 'Open link' });
  await card.getByRole('textbox', { name: 'Link', exact: true }).fill('https://dialer.example.com');
  await expect(link).toHaveAttribute('href', 'https://dialer.example.com');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', /noopener/);
  await card.getByRole('textbox', { name: 'Link', exact: true }).fill('javascript:alert(1)');
  await expect(link).toHaveCount(0);
  await card.getByRole('textbox', { name: 'Link', exact: true }).fill('/Sales/Dialer.docx');
  await expect(link).toHaveCount(0);
});
