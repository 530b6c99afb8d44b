// Rules and conventions that are tried: which source wins, which rule fits, whether names are right.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { goTo } from '../playbook';
import { create } from '../playbooks';

async function openExample(page: Page, section: string) {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, section);
  await page.getByText(/^Try the /).first().click();
}

const sources = (page: Page) => page.getByRole('region', { name: 'Which source wins?' });
const names = (page: Page) => page.getByRole('region', { name: 'Build and check names' });

test('for a pasted address, the source that wins is said, and why', async ({ page }) => {
  await openExample(page, 'Lead Source Attribution');
  const address = sources(page).getByRole('textbox', { name: 'Address' });
  await address.fill('https://kestrelmoor.example/plan?utm_source=google&utm_medium=cpc&utm_campaign=spring');
  await address.press('Enter');
  await expect(sources(page).getByRole('status')).toContainText('Paid Search wins, by its rule 1:');
  await expect(sources(page).getByRole('status')).toContainText('UTM source “google” fits “google”');
  await sources(page).getByRole('link', { name: 'Paid Search' }).click();
  await expect(page.getByRole('article', { name: 'Paid Search' })).toBeFocused();
  // What is typed wins over the address.
  await sources(page).getByRole('textbox', { name: 'UTM medium' }).fill('email');
  await sources(page).getByRole('textbox', { name: 'UTM medium' }).press('Tab');
  await expect(sources(page).getByRole('status')).toContainText('Email wins');
  await expectAccessible(page);
});

test('for a described situation, the rules that fit come first', async ({ page }) => {
  await openExample(page, 'Opportunity Source Attribution');
  const region = page.getByRole('region', { name: 'Which rule fits?' });
  const situation = region.getByRole('textbox', { name: 'Situation' });
  await situation.fill('a customer renews and takes more seats at the same site');
  await situation.press('Enter');
  await expect(region.getByRole('listitem').first()).toContainText('Renewal, or more seats for the same site');
  await expect(region.getByRole('listitem').first()).toContainText('Keep the original source');
  await situation.fill('zzz');
  await situation.press('Enter');
  await expect(region).toContainText('No rule has a word in common with that.');
});

test('a name is built from choices, and hundreds are looked at', async ({ page }) => {
  await openExample(page, 'Marketing Campaign Management & Reporting');
  await names(page).getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Webinar program (WBN)' });
  await names(page).getByRole('combobox', { name: 'Region' }).selectOption({ label: 'Japan (JPN)' });
  await names(page).getByRole('textbox', { name: 'Topic' }).fill('Night-Shift');
  await names(page).getByRole('textbox', { name: 'Topic' }).press('Tab');
  await expect(names(page).getByText(/^The name: /)).toContainText(/\d{4}-\d{2}_WBN_JPN_Night-Shift$/);
  const box = names(page).getByRole('textbox', { name: 'Names to check, one a line' });
  const many = Array.from({ length: 300 }, (_, place) => `2026-11_WBN_EUR_Topic-${place}`);
  await box.fill(['2026-11_WBN_MARS_Shift', ...many].join('\n'));
  await box.press('Tab');
  await expect(names(page)).toContainText('300 of 301 follow the convention.');
  const first = names(page).getByRole('list', { name: 'Names' }).getByRole('listitem').first();
  await expect(first).toContainText('MARS');
  await expect(first).toContainText('Region');
  await expectAccessible(page);
});
