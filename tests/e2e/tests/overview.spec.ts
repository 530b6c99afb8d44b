// The first page of a playbook: what it holds, what changed last, people and teams.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';

type Template = 'Standard playbook' | 'Example playbook' | 'Blank playbook';

/** Makes a playbook, which opens on its overview. */
async function create(page: Page, template: Template) {
  await open(page);
  await page.getByRole('button', { name: 'New playbook', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'New playbook' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Handbook');
  await dialog.getByText(template, { exact: true }).click();
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(heading(page, 'Overview')).toBeVisible();
}

function heading(page: Page, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

function goTo(page: Page, name: string) {
  const navigation = page.getByRole('navigation', { name: 'Sections' });
  return navigation.getByRole('link', { name, exact: true }).click();
}

/** A row of one of the lists on the page, by the name that it links. */
function row(page: Page, list: string, name: string) {
  const link = page.getByRole('link', { name, exact: true });
  return page.getByRole('list', { name: list, exact: true }).getByRole('listitem').filter({ has: link });
}

test('an empty playbook shows what to do first, and where', async ({ page }) => {
  await create(page, 'Blank playbook');
  const main = page.getByRole('main');
  await expect(main).toContainText('There is nothing in this playbook yet.');
  const rows = main.getByRole('list', { name: 'Sections' }).getByRole('listitem');
  await expect(rows).toHaveCount(9);
  await expect(rows.filter({ hasText: 'nothing yet' })).toHaveCount(9);

  const steps = page.getByRole('region', { name: 'Three steps to begin with' });
  for (const [step, section] of [
    ['Agree on the stages', 'Lifecycle Management'],
    ['Define the two words', 'Definitions'],
    ['List your tools and who owns them', 'Demand Generation Tools'],
  ]) {
    await steps.getByRole('link', { name: step }).click();
    await expect(heading(page, section)).toBeFocused();
    await page.goBack();
    await expect(heading(page, 'Overview')).toBeVisible();
  }

  await steps.getByRole('link', { name: 'Define the two words' }).click();
  await page.getByRole('button', { name: 'Add definition', exact: true }).click();
  await goTo(page, 'Overview');
  await expect(heading(page, 'Overview')).toBeVisible();
  await expect(steps).toHaveCount(0);
});

test('the overview counts what is written, and says what changed last', async ({ page }) => {
  await create(page, 'Blank playbook');
  await page.getByRole('button', { name: 'Your name' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ana Ruiz');
  await page.keyboard.press('Escape');

  await goTo(page, 'Lifecycle Management');
  await page.getByRole('button', { name: 'Add stage', exact: true }).click();
  await page.keyboard.type('MQL');
  const stage = page.getByRole('article', { name: 'MQL' });
  const owner = stage.getByRole('combobox', { name: 'Owner', exact: true });
  await owner.fill('Bo Lind');
  await stage.getByRole('option').filter({ hasText: 'new person' }).click();
  await stage.getByRole('button', { name: 'Add transition' }).click();
  await stage.getByRole('combobox', { name: 'Agreement' }).selectOption('Agreed');
  await goTo(page, 'Overview');

  // Two of five fields of the stage and none of three of its transition, in one of nine sections.
  await expect(page.getByRole('main')).toContainText('1 entry in 9 sections, and 1 person or team.');
  await expect(page.getByRole('main')).toContainText('It is 2% complete');
  const lifecycle = row(page, 'Sections', 'Lifecycle Management');
  await expect(lifecycle).toContainText('1 entry');
  await expect(lifecycle).toContainText('25% complete');
  await expect(lifecycle).toContainText('1 agreed');
  await expect(row(page, 'Sections', 'Sales Tools')).toContainText('nothing yet');

  const changed = row(page, 'Recently changed', 'MQL');
  await expect(changed).toContainText('Stage in Lifecycle Management');
  await expect(changed).toContainText('just now by Ana Ruiz');
  await expect(row(page, 'Recently changed', 'Bo Lind')).toContainText('Person');
  await expect(row(page, 'People', 'Bo Lind')).toContainText('owns 1 entry');

  await changed.getByRole('link').click();
  await expect(heading(page, 'Lifecycle Management')).toBeVisible();
  await expect(page.getByRole('article', { name: 'MQL' })).toBeFocused();
  await page.goBack();
  await row(page, 'People', 'Bo Lind').getByRole('link').click();
  await expect(page.getByRole('article', { name: 'Bo Lind' })).toBeFocused();
});

test('people and teams are added from here, and written on their own page', async ({ page }) => {
  await create(page, 'Blank playbook');
  for (const [kind, list, name, role] of [
    ['person', 'People', 'Bo Lind', 'Head of sales'],
    ['team', 'Teams', 'Growth', 'Everything up to MQL'],
  ]) {
    await page.getByRole('button', { name: `Add ${kind}`, exact: true }).click();
    await expect(heading(page, 'People and teams')).toBeVisible();
    const card = page.getByRole('article', { name: `Untitled ${kind}` });
    await expect(card.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type(name);
    await page.getByRole('article', { name }).getByRole('textbox', { name: 'Role' }).fill(role);
    await goTo(page, 'Overview');
    await expect(row(page, list, name)).toContainText(role);
    await expect(row(page, list, name)).toContainText('owns nothing yet');
  }
});

test('a hidden section leaves the list, and is not forgotten', async ({ page }) => {
  await create(page, 'Standard playbook');
  await goTo(page, 'Lifecycle Management');
  await page.getByRole('button', { name: 'Hide section', exact: true }).click();
  await goTo(page, 'Overview');
  const sections = page.getByRole('list', { name: 'Sections' });
  await expect(sections.getByRole('listitem')).toHaveCount(8);
  await expect(page.getByText('One more section is hidden, with 8 entries.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const template of ['Example playbook', 'Blank playbook'] as const) {
    test(`the overview of a ${template} is accessible, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await create(page, template);
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 780 });
      await expectAccessible(page);
      const overflow = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
      expect(overflow, 'wider than the screen').toBe(0);
    });
  }
}

test('a filled playbook is summed up', async ({ page }) => {
  await create(page, 'Example playbook');
  const rows = page.getByRole('list', { name: 'Sections' }).getByRole('listitem');
  await expect(rows.filter({ hasText: /\d+ entries.*\d+% complete/ })).toHaveCount(await rows.count());
  await expect(page.getByRole('list', { name: 'Recently changed' }).getByRole('listitem')).toHaveCount(10);
  await rows.last().getByRole('link').click();
  await expect(heading(page, 'Definitions')).toBeFocused();
});
