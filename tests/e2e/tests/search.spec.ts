// The box in which one looks for anything: entries, answers to plain questions, and whatever the app can do.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, expectSaved, goTo, mainHeading } from '../playbook';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const box = (page: Page) => dialog(page).getByRole('combobox', { name: 'Search' });
const options = (page: Page) => dialog(page).getByRole('listbox', { name: 'Results' }).getByRole('option');

async function openExample(page: Page) {
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
}

async function look(page: Page, text: string) {
  if (!(await dialog(page).isVisible())) {
    await page.getByRole('button', { name: 'Search', exact: true }).click();
  }
  await box(page).fill(text);
}

test('plain questions lead straight to the owner, the comparison, the tool, the place', async ({ page, context }) => {
  await openExample(page);
  await look(page, 'who owns Salesforce');
  await expect(options(page).first()).toContainText('Hannah Löfgren');
  await expect(options(page).first()).toContainText('Salesforce Sales Cloud · Manager');
  await expectAccessible(page);
  await box(page).press('Enter');
  await expect(entry(page, 'Hannah Löfgren')).toBeFocused();

  await look(page, 'difference iMQL MQL');
  await expect(options(page).first()).toContainText('iMQL and MQL beside each other');
  await box(page).press('Enter');
  const beside = page.getByRole('dialog', { name: 'iMQL and MQL' });
  await expect(beside.getByRole('row', { name: /^Definition/ })).toBeVisible();
  await expectAccessible(page);
  await beside.getByRole('button', { name: 'Close' }).click();

  await look(page, 'which tool for webinars');
  await expect(options(page).first()).toContainText('Zoom Webinars');
  await options(page).first().click();
  await expect(entry(page, 'Zoom Webinars')).toBeVisible();
  await expect(mainHeading(page, 'Demand Generation Tools')).toBeVisible();

  await look(page, 'where is the brand guide');
  await expect(options(page).first()).toContainText('brand.example.com/guidelines');
  await expect(options(page).first()).toHaveAttribute('href', 'https://brand.example.com/guidelines');
  await context.route('https://brand.example.com/**', (route) => route.abort());
  await options(page).nth(1).click();
  await expect(entry(page, 'Brand guidelines')).toBeVisible();
});

test('Enter takes what was typed, also before it was found', async ({ page }) => {
  await openExample(page);
  for (const name of ['Hannah Löfgren', 'Brand guidelines', 'Zoom Webinars', 'Chili Piper']) {
    await look(page, 'zzz');
    // Both at once: nothing can be found between them.
    await box(page).evaluate((box, name) => {
      (box as HTMLInputElement).value = name;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }, name);
    await expect(entry(page, name)).toBeVisible();
    await expect(dialog(page)).toBeHidden();
  }
});

test('anything is found as one types, with errors, and its words are shown', async ({ page }) => {
  await openExample(page);
  await look(page, 'hubpsot');
  await expect(options(page).first()).toContainText('HubSpot Marketing Hub');
  await look(page, 'lofgren');
  await expect(options(page).first()).toContainText('Hannah Löfgren');
  await expect(options(page).first().locator('mark').first()).toHaveText('Löfgren');
  await look(page, '展示会');
  await expect(options(page).first()).toContainText('展示会');
  await look(page, 'xyzzy');
  await expect(dialog(page)).toContainText('Nothing in this playbook says “xyzzy”.');
  await expect(dialog(page).getByRole('status')).toHaveText('Nothing found');
  await expectAccessible(page);
  // What is written now is found at once.
  await page.keyboard.press('Escape');
  await goTo(page, 'Definitions');
  await add(page, 'definition', 'Xyzzy rate');
  await look(page, 'xyzzy');
  await expect(options(page).first()).toContainText('Xyzzy rate');
});

test('it is called from anywhere, and worked by keyboard alone', async ({ page }) => {
  await openExample(page);
  await goTo(page, 'Definitions');
  await expectSaved(page);
  // It is there a second after the playbook was opened.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(box(page)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue('');
  await page.keyboard.type('mql');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  const first = await options(page).first().innerText();
  await page.keyboard.press('ArrowDown');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(box(page)).toHaveAttribute('aria-activedescendant', 'search-option-1');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  expect(first).toContain('MQL');
  await expect(page.locator('article:focus')).toHaveAccessibleName(/MQL/);
  // In a text box, a slash is a slash.
  const definition = page.locator('article:focus').getByRole('textbox', { name: 'Definition' }).first();
  await definition.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('/');
  await expect(dialog(page)).toHaveCount(0);
});

test('whatever the app can do is done from it', async ({ page }) => {
  await createAt(page, 'Definitions', 'Standard playbook');
  await look(page, 'add stage');
  await expect(options(page).first()).toHaveText('Add stage');
  await box(page).press('Enter');
  await expect(mainHeading(page, 'Lifecycle Management')).toBeVisible();
  await expect(entry(page, 'Untitled stage').getByRole('textbox').first()).toBeFocused();

  await look(page, 'go to definitions');
  await box(page).press('Enter');
  await expect(mainHeading(page, 'Definitions')).toBeVisible();

  await look(page, 'export json');
  const downloading = page.waitForEvent('download');
  await box(page).press('Enter');
  expect((await downloading).suggestedFilename()).toContain('.json');

  await look(page, 'storage');
  await box(page).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Storage and backup' })).toBeVisible();
  await page.keyboard.press('Escape');

  await look(page, 'undo');
  await box(page).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Undid: add stage' })).not.toHaveCount(0);
});

/** Every command is done by a button that is there. */
test('no command leads nowhere', async ({ page }) => {
  await createPlaybook(page, 'Commands', 'Example playbook');
  await look(page, 'new');
  await look(page, '');
  const pages = await options(page).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(pages.length).toBeGreaterThan(13);
  const buttons = new Map<string, Set<string>>();
  for (const query of ['walk', 'svg', 'mermaid', 'cards', 'table', 'compare', 'try the', 'new playbook', 'language', 'add', 'export', 'copy', 'share', 'arrange', 'rename', 'name', 'print', 'choose', 'import', 'storage', 'redo']) {
    await look(page, query);
    await expect(dialog(page).locator(`[data-for="${query}"]`)).toBeVisible();
    const found = dialog(page).getByRole('group', { name: 'Commands' }).getByRole('option');
    await expect(found.first()).toBeVisible();
    const presses = await found.evaluateAll((all) => all.map((one) => [one.dataset.page ?? '', one.dataset.do ?? '']));
    for (const [where, press] of presses.filter(([, press]) => press)) {
      const at = where || pages[4]!;
      buttons.set(at, (buttons.get(at) ?? new Set()).add(press));
    }
  }
  await page.keyboard.press('Escape');
  for (const [at, presses] of buttons) {
    await open(page, `./${at}`);
    for (const press of presses) await expect(page.locator(press), `${at}: ${press}`).toHaveCount(1);
  }
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('it is found and used', async ({ page }) => {
    await openExample(page);
    await look(page, 'Whom do I ask about Gong?');
    await expect(options(page).first()).toContainText('Rob Castellan');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await options(page).first().click();
    await expect(entry(page, 'Rob Castellan')).toBeVisible();
  });
});

test('a slash opens it, unless somebody does not want that', async ({ page }) => {
  await openExample(page);
  await mainHeading(page, 'Overview').focus();
  // It is there a moment after the playbook.
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(dialog(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  // On a busy machine one slash opens it, and the next one stands in it.
  await dialog(page).getByRole('combobox').fill('');
  const tick = dialog(page).getByRole('checkbox', { name: 'The key / opens this box, too' });
  await expect(tick).toBeChecked();
  await expectAccessible(page);
  await tick.uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(dialog(page)).toBeHidden();
  await page.reload();
  await expect(mainHeading(page, 'Overview')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(tick).not.toBeChecked();
  await tick.check();
  // From a box that is ticked, too, which still has the focus for a moment.
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(dialog(page)).toBeVisible();
});
