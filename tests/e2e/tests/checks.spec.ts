// What follows from a playbook: what is missing or contradictory in it, and who owns what.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, entry, goTo, mainHeading, reload } from '../playbook';
import { create } from '../playbooks';

const checks = (page: Page) => page.getByRole('region', { name: 'Checks', exact: true });
const check = (page: Page, title: string) => checks(page).getByRole('region', { name: new RegExp(`^${title}`) });
const owners = (page: Page) => page.getByRole('region', { name: 'Ownership', exact: true });
const field = (page: Page, name: string, label: string) =>
  entry(page, name).getByRole('textbox', { name: label, exact: true });

test('a finding says what, why and where, and goes when it is mended', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  await goTo(page, 'Checks');
  await expect(page).toHaveTitle(/^Checks · /);
  const missing = check(page, 'Stages without a definition');
  await expect(missing).toContainText('The stage “Lead” has no definition.');
  await missing.getByRole('link', { name: 'Lead' }).click();
  await field(page, 'Lead', 'Definition').fill('Somebody who left a mail address.');
  await goTo(page, 'Checks');
  await expect(check(page, 'Stages without an owner')).toBeVisible();
  await expect(missing).toHaveCount(0);
});

test('what can be mended in one step is, and can be undone', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await field(page, 'Lead', 'Definition').fill('Handed over by the BDR team within a day.');
  await goTo(page, 'Checks');
  const acronyms = check(page, 'Acronyms that are not defined');
  await expect(acronyms).toContainText('BDR');
  await acronyms.getByRole('button', { name: 'Add a definition of “BDR”' }).press('Enter');
  await expect(acronyms).toHaveCount(0);
  await goTo(page, 'Definitions');
  await expect(entry(page, 'BDR')).toBeVisible();
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, 'BDR')).toHaveCount(0);
});

test('findings are counted by section, and shown for one', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'Checks');
  const section = checks(page).getByRole('combobox', { name: 'Section' });
  await expect(checks(page).getByRole('status')).toContainText('things to look at');
  await section.selectOption({ label: 'Lifecycle Management (1)' });
  await expect(checks(page)).toContainText('The stage “Former customer” has no exit criteria.');
  await expect(checks(page)).not.toContainText('The tool “Clari”');
  await expectAccessible(page);
});

test('an empty playbook has nothing to be mended', async ({ page }) => {
  await createAt(page, 'Internal Communication Tools');
  await goTo(page, 'Checks');
  await expect(checks(page).getByRole('status')).toContainText('There is nothing to check yet');
});

test('what somebody has is handed over in one step, and undone in one', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'Ownership');
  const giver = owners(page).getByRole('region', { name: /^Ewa Szczepańska/ });
  const taker = owners(page).getByRole('region', { name: /^Luis Ortega/ });
  await expect(giver).toContainText('Google Tag Manager');
  await giver.getByRole('button', { name: 'Hand over what Ewa Szczepańska has' }).press('Enter');
  await expect(giver.getByRole('combobox', { name: 'Hand all of it to' })).toBeFocused();
  await expectAccessible(page);
  await giver.getByRole('combobox', { name: 'Hand all of it to' }).selectOption('Luis Ortega');
  await giver.getByRole('button', { name: 'Hand over', exact: true }).click();
  await expect(page.getByText(/^Luis Ortega takes over from Ewa Szczepańska in \d+ places\.$/)).toBeVisible();
  await expect(giver).toContainText('Owns nothing.');
  await expect(giver.getByRole('link', { name: /^Ewa Szczepańska/ })).toBeFocused();
  await expect(taker).toContainText('Google Tag Manager');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(giver).toContainText('Google Tag Manager');
  await expect(taker).not.toContainText('Google Tag Manager');
});

test('what has no owner is listed', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await add(page, 'tool', 'Gong');
  await goTo(page, 'Ownership');
  await expect(owners(page).getByRole('region', { name: /^Without an owner/ })).toContainText('Gong');
});

test('who owns what is shown by section', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'Ownership');
  const show = owners(page).getByRole('combobox', { name: 'Show' });
  await show.focus();
  await show.selectOption('By section');
  await expect(owners(page).getByRole('region', { name: /^Ewa Szczepańska/ })).toHaveCount(0);
  await expect(show).toBeFocused();
  const tools = owners(page).getByRole('region', { name: 'Demand Generation Tools 14', exact: true });
  await expect(tools.getByRole('term').last()).toHaveText('Without an owner 1');
  await expect(tools.getByRole('definition').last().getByRole('link')).toHaveText(['Typeform']);
  await expect(tools.getByRole('term').filter({ hasText: 'Luis Ortega' })).toHaveText('Luis Ortega 4');
  // Nothing in it wants an owner.
  await expect(owners(page).getByRole('region', { name: /^Definitions/ })).toHaveCount(0);
  await expectAccessible(page);
  await tools.getByRole('heading').getByRole('link', { name: 'Demand Generation Tools' }).click();
  await expect(page).toHaveTitle(/^Demand Generation Tools · /);
});

test('two terms are compared word by word', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'Definitions');
  await page.getByText('Compare two terms').click();
  const compare = page.getByRole('region', { name: 'Compare two terms', exact: true });
  await compare.getByRole('button', { name: 'iMQL or MQL?' }).or(compare.getByRole('button', { name: 'MQL or iMQL?' })).click();
  const row = compare.getByRole('row', { name: /^Definition/ });
  await expect(row.getByRole('cell')).toHaveCount(2);
  expect(await row.locator('mark').count()).toBeGreaterThan(1);
  await expectAccessible(page);
  // Any two, stages too.
  await compare.getByRole('combobox', { name: 'with this one' }).selectOption('Lead (stage)');
  await expect(compare.getByRole('columnheader', { name: 'Lead' })).toBeVisible();
  await expect(compare.getByRole('row', { name: /^Entry criteria/ })).toBeVisible();
});

test('what is named and deleted is replaced, cleared or brought back from one place', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'People and teams');
  await entry(page, 'Ewa Szczepańska').getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete “Ewa Szczepańska”?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('The person “Ewa Szczepańska” was deleted. It is still named elsewhere')).toBeVisible();
  await goTo(page, 'Checks');
  const broken = check(page, 'References to what was deleted');
  const instead = broken.getByRole('group', { name: 'In place of Ewa Szczepańska' });
  await expect(instead.getByRole('button', { name: 'Replace' })).toBeDisabled();
  await instead.getByRole('combobox').selectOption('Luis Ortega');
  await instead.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByText('“Luis Ortega” stands in place of “Ewa Szczepańska” now.')).toBeVisible();
  await expect(broken).toHaveCount(0);
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last().click();
  await expect(instead).toBeVisible();
  await expectAccessible(page);
  await instead.getByRole('button', { name: 'Bring it back' }).press('Enter');
  await expect(broken).toHaveCount(0);
  await goTo(page, 'People and teams');
  await expect(entry(page, 'Ewa Szczepańska')).toBeVisible();
});

test('who deletes what is named says what becomes of that', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'People and teams');
  const button = entry(page, 'Ewa Szczepańska').getByRole('button', { name: 'Delete', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Delete “Ewa Szczepańska”?' });
  await button.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Where it is named' }).getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();

  await button.press('Enter');
  await dialog.getByRole('radio', { name: 'Put another person there' }).check();
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'Another person' }).selectOption('Luis Ortega');
  await dialog.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(page.getByText('“Luis Ortega” stands in its place.')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(entry(page, 'Ewa Szczepańska')).toHaveCount(0);
  await expect(page.locator('article.entry:focus')).toHaveCount(1);
  await goTo(page, 'Checks');
  await expect(page.getByText(/things? to look at/)).toBeVisible();
  await expect(check(page, 'References to what was deleted')).toHaveCount(0);
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last().click();

  await goTo(page, 'People and teams');
  await button.click();
  await dialog.getByRole('radio', { name: 'Clear these fields' }).check();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('It is named nowhere any more.')).toBeVisible();
  await goTo(page, 'Checks');
  await expect(check(page, 'References to what was deleted')).toHaveCount(0);
});

test('what is fine as it is gets dismissed, with a reason that is kept', async ({ page }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'Checks');
  const count = page.getByText(/^\d+ things? to look at\.$/);
  const before = Number.parseInt((await count.textContent()) ?? '', 10);
  const first = page.getByRole('button', { name: /^Dismiss: / }).first();
  const what = ((await first.getAttribute('aria-label')) ?? '').replace('Dismiss: ', '');
  await first.press('Enter');
  const reason = page.getByRole('textbox', { name: 'Why that is fine as it is' });
  await expect(reason).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reason).toHaveAccessibleDescription(/Write why/);
  await expect(reason).toBeFocused();
  await expectAccessible(page);
  await reason.fill('Both until March');
  await page.keyboard.press('Enter');
  await expect(count).toHaveText(new RegExp(`^${before - 1} `));
  await reload(page);
  await page.getByText('Dismissed (1)').click();
  const row = page.getByRole('listitem').filter({ hasText: what });
  await expect(row).toContainText(/Both until March \(\d{4}-\d{2}-\d{2}\)/);
  await expectAccessible(page);
  await row.getByRole('button', { name: /^Look for it again/ }).click();
  await expect(count).toHaveText(new RegExp(`^${before} `));
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last().click();
  await expect(count).toHaveText(new RegExp(`^${before - 1} `));
});

test('what was deleted is brought back, also after the page was loaded again', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  for (const tool of ['Gong', 'Clari']) await add(page, 'tool', tool);
  await entry(page, 'Gong').getByRole('textbox', { name: 'Purpose' }).fill('Calls are recorded and read.');
  for (const tool of ['Gong', 'Clari']) {
    await entry(page, tool).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(entry(page, tool)).toHaveCount(0);
  }
  await reload(page);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('combobox', { name: 'Search' }).fill('bring back deleted');
  await expect(page.getByRole('option', { name: 'Bring back what was deleted' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(mainHeading(page, 'Checks')).toBeVisible();
  const gone = checks(page).getByRole('group').filter({ hasText: 'Deleted (2)' });
  await expect(gone.getByRole('button', { name: 'Bring it back: Gong' })).toBeVisible();
  await expectAccessible(page);
  await gone.getByRole('button', { name: 'Bring it back: Gong' }).press('Enter');
  await expect(checks(page).getByText('Deleted (1)')).toBeFocused();
  await page.getByRole('button', { name: 'Bring it back: Clari' }).press('Enter');
  await expect(checks(page).getByText(/^Deleted/)).toHaveCount(0);
  await goTo(page, 'Sales Tools');
  await expect(entry(page, 'Gong').getByRole('textbox', { name: 'Purpose' })).toHaveValue('Calls are recorded and read.');
  await expect(entry(page, 'Clari')).toBeVisible();
});
