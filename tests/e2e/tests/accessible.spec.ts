// Every screen, empty and filled, light and dark, wide and narrow: no rule of axe is broken.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import {
  DIRECTORY,
  SECTIONS,
  add,
  createAt,
  createPlaybook,
  goTo,
  mainHeading,
  offered,
  sections,
  showAllFields,
} from '../playbook';

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 390 },
] as const;

/** Looks at the page as it stands in all four ways. */
async function expectAccessibleInAllLooks(page: Page) {
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('the start page, without and with playbooks', async ({ page }) => {
  await open(page);
  await expectAccessibleInAllLooks(page);
  await createPlaybook(page, 'Autumn', 'Standard playbook');
  await page.getByRole('link', { name: 'All playbooks' }).click();
  await expect(page.getByRole('article', { name: 'Autumn' })).toBeVisible();
  await expectAccessibleInAllLooks(page);
});

test('the dialog of a new playbook', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'New playbook', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessibleInAllLooks(page);
});

for (const name of [...SECTIONS, DIRECTORY]) {
  test(`${name}, empty`, async ({ page }) => {
    await createAt(page, name);
    await expectAccessibleInAllLooks(page);
  });

  test(`${name}, filled, with all fields`, async ({ page }) => {
    test.slow();
    await createAt(page, name, 'Example playbook');
    // One entry of each kind shows everything.
    for (const kind of await page.getByRole('main').getByRole('list').all()) {
      const first = kind.getByRole('article').first();
      if (await first.count()) await showAllFields(first);
    }
    await expectAccessibleInAllLooks(page);
  });
}

test('the overview, empty and filled', async ({ page }) => {
  await createPlaybook(page, 'Empty');
  await expectAccessibleInAllLooks(page);
  await page.getByRole('link', { name: 'All playbooks' }).click();
  await createPlaybook(page, 'Full', 'Example playbook');
  await expectAccessibleInAllLooks(page);
});

test('a section of one’s own, while it is named, filled and hidden', async ({ page }) => {
  await createPlaybook(page, 'Autumn');
  await page.getByRole('button', { name: 'Add section' }).click();
  await expect(page.getByRole('textbox', { name: 'Section name' })).toBeFocused();
  await expectAccessibleInAllLooks(page);
  await page.getByRole('textbox', { name: 'Section name' }).fill('Meetings');
  await page.getByRole('textbox', { name: 'Section name' }).press('Enter');
  await add(page, 'entry', 'Weekly review');
  await page.getByRole('button', { name: 'Hide section' }).click();
  await expectAccessibleInAllLooks(page);
});

test('tools as a table, and filtered to nothing', async ({ page }) => {
  await createAt(page, 'Sales Tools', 'Example playbook');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await expectAccessibleInAllLooks(page);
  const filters = page.getByRole('group', { name: 'Filter' });
  await filters.getByRole('combobox', { name: 'Status' }).selectOption({ index: 1 });
  await filters.getByRole('combobox', { name: 'Category' }).selectOption({ index: 1 });
  await expectAccessibleInAllLooks(page);
});

test('pages that are not there', async ({ page }) => {
  await open(page, './#/nowhere');
  await expectAccessibleInAllLooks(page);
  await page.goto('./#/playbook/AAAAAAAAAAAAAAAAAAAAAA');
  await expect(mainHeading(page, 'This playbook is not in this browser')).toBeVisible();
  await expectAccessibleInAllLooks(page);
  await createPlaybook(page, 'Autumn');
  await page.goto(`${page.url()}/AAAAAAAAAAAAAAAAAAAAAA`);
  await expect(mainHeading(page, 'This section is not here')).toBeVisible();
  await expectAccessibleInAllLooks(page);
});

test('menus, offers and messages while they are open', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('button', { name: 'JSON (.json)' })).toBeVisible();
  await expectAccessibleInAllLooks(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Your name' }).click();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveAttribute('autocomplete', 'name');
  await expectAccessibleInAllLooks(page);
  await page.keyboard.press('Escape');

  const card = await add(page, 'stage', 'Lead');
  await card.getByRole('combobox', { name: 'Owner' }).fill('Ines');
  await expect(offered(card, 'Owner')).toHaveCount(2);
  await expectAccessibleInAllLooks(page);
  await offered(card, 'Owner').first().click();

  await add(page, 'stage', 'Customer');
  await card.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'deleted' })).toBeVisible();
  await expectAccessibleInAllLooks(page);
});

test('sections while they are arranged, and as a menu', async ({ page }) => {
  await createPlaybook(page, 'Autumn');
  await page.getByRole('button', { name: 'Arrange sections' }).click();
  await page.getByRole('button', { name: 'Hide Sales Tools' }).click();
  await expectAccessibleInAllLooks(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Sections', exact: true }).click();
  await expect(sections(page)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('a reference that has no such name', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  await card.getByRole('combobox', { name: 'Integrates with' }).fill('No such tool');
  await card.getByRole('combobox', { name: 'Integrates with' }).press('Tab');
  await expect(card.getByRole('alert')).toBeVisible();
  await expectAccessibleInAllLooks(page);
});

test('a text that is edited', async ({ page }) => {
  await createAt(page, 'Definitions');
  await page.getByRole('textbox', { name: 'Introduction' }).fill('# Words\n\n[a link](https://example.com) and `code`');
  await expectAccessibleInAllLooks(page);
  await goTo(page, 'Sales Tools');
  await goTo(page, 'Definitions');
  await expect(page.getByRole('link', { name: 'a link' })).toBeVisible();
  await expectAccessibleInAllLooks(page);
});
