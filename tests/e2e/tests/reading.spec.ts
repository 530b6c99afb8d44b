// The playbook to be read: all of it on one page, with contents, anchors, definitions, whom to ask, and what matters to whom.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, test } from '../fixtures';
import { add, createAt, createPlaybook, DIRECTORY, entry, expectSaved, goTo } from '../playbook';

const contents = (page: Page) => page.getByRole('navigation', { name: 'Contents' });

async function read(page: Page) {
  await page.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

async function readExample(page: Page) {
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await expectSaved(page);
  await read(page);
}

test('all of it is set on one page, without a control that changes it', async ({ page }) => {
  await readExample(page);
  await expect(page).toHaveTitle('Kestrelmoor · Guidepost');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(11);
  const tool = entry(page, 'Salesforce Sales Cloud');
  await expect(tool).toContainText('Sales, marketing operations, customer success');
  await expect(tool.getByRole('link', { name: 'Ask about this' })).toHaveAttribute(
    'href',
    'mailto:hannah.lofgren@example.com?subject=Salesforce%20Sales%20Cloud',
  );
  await expect(page.getByRole('group', { name: 'Diagram of the lifecycle' }).first()).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.locator('main input, main textarea, main [contenteditable]')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('contents lead there and follow the scroll; anchors are links to copy', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await readExample(page);
  await contents(page).getByRole('link', { name: 'Definitions', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Definitions' })).toBeInViewport();
  await expect(contents(page).locator('[aria-current]')).not.toHaveCount(0);
  await contents(page).getByRole('link', { name: 'Churn', exact: true }).click();
  const churn = entry(page, 'Churn');
  await expect(churn.getByRole('heading')).toBeInViewport();
  await expect(churn.getByRole('heading')).toBeFocused();
  await page.waitForTimeout(800);
  await page.locator('.reading').evaluate((main) => main.scrollTo(0, 0));
  await expect(contents(page).locator('[aria-current]')).toHaveText('Demand Generation Tools');
  await churn.getByRole('link', { name: 'Link to Churn' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Link copied.' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  await expect(entry(other, 'Churn').getByRole('heading')).toBeInViewport({ timeout: 20_000 });
});

test('what a term means is said on the way, and its link stays in what is read', async ({ page }) => {
  await readExample(page);
  await contents(page).getByRole('link', { name: 'Definitions', exact: true }).click();
  await page.waitForTimeout(800);
  await entry(page, 'iMQL').scrollIntoViewIfNeeded();
  const term = entry(page, 'iMQL').locator('a.term').first();
  await expect(term).toHaveAttribute('href', /^#\/read\//);
  await term.hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await term.click();
  await expect(page).toHaveURL(/#\/read\//);
});

test('what a term means is said by keyboard, too: it stays while it is pointed at, and Escape takes it away', async ({ page }) => {
  await readExample(page);
  await contents(page).getByRole('link', { name: 'Definitions', exact: true }).click();
  await contents(page).getByRole('link', { name: 'iMQL', exact: true }).click();
  const heading = entry(page, 'iMQL').getByRole('heading');
  await expect(heading).toBeFocused();
  const term = entry(page, 'iMQL').locator('a.term').first();
  await expect(term).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(entry(page, 'iMQL').getByRole('link', { name: 'Link to iMQL' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(term).toBeFocused();
  const tip = page.getByRole('tooltip');
  await expect(tip).toBeInViewport({ ratio: 1 });
  await expect(term).toHaveAccessibleDescription(/^definition ICP Ideal customer profile/);
  await expectAccessible(page);
  // Whoever points at it and comes back finds it still there.
  await tip.hover();
  await term.hover();
  await tip.hover();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await expect(term).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(tip).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(term).not.toHaveAttribute('aria-describedby');
});

test('who goes to the bar does not lose the line', async ({ page }) => {
  await readExample(page);
  await contents(page).getByRole('link', { name: 'Definitions', exact: true }).click();
  const heading = page.getByRole('heading', { level: 2, name: 'Definitions' });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  const top = () => heading.evaluate((heading) => Math.round(heading.getBoundingClientRect().top));
  const before = await top();
  for (const name of ['Search', 'For'] as const) {
    const control = name === 'For' ? page.getByRole('combobox', { name }) : page.getByRole('button', { name, exact: true });
    await control.focus();
    expect(await top(), name).toBe(before);
  }
});

test('what is found is read where it stands', async ({ page }) => {
  await readExample(page);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('combobox', { name: 'Search' }).fill('win rate');
  await expect(page.getByRole('dialog', { name: 'Search' }).getByRole('option').first()).toContainText('Win rate');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/read\//);
  await expect(entry(page, 'Win rate').getByRole('heading')).toBeInViewport();
});

test('what somebody else writes appears, and nobody loses the line', async ({ page, context }) => {
  await readExample(page);
  await contents(page).getByRole('link', { name: 'Definitions', exact: true }).click();
  await contents(page).getByRole('link', { name: 'Win rate', exact: true }).click();
  await expect(entry(page, 'Win rate').getByRole('heading')).toBeInViewport();
  const address = new URL(page.url());
  const other = await context.newPage();
  await other.goto(address.href.replace('#/read/', '#/playbook/'));
  const definition = entry(other, 'Win rate').getByRole('textbox', { name: 'Definition' });
  await definition.focus();
  await definition.fill('Deals won of all that were closed.');
  await expect(entry(page, 'Win rate')).toContainText('Deals won of all that were closed.');
  await expect(entry(page, 'Win rate').getByRole('heading')).toBeInViewport();
});

test('authors say what matters to whom, and readers see that alone', async ({ page }) => {
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, DIRECTORY);
  await add(page, 'reader', 'New in sales');
  await entry(page, 'New in sales').getByRole('textbox', { name: 'What they come for' }).fill('Your first week.');
  await entry(page, 'New in sales').getByRole('button', { name: 'Choose what matters' }).click();
  const dialog = page.getByRole('dialog', { name: 'What matters to New in sales' });
  await dialog.getByRole('checkbox', { name: 'Lifecycle Management' }).check();
  await expect(dialog.getByRole('checkbox', { name: 'Lifecycle Management' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Gong', exact: true }).check();
  await expect(dialog.getByRole('checkbox', { name: 'Gong', exact: true })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(entry(page, 'New in sales').getByRole('link', { name: 'Gong' })).toBeVisible();
  await expectSaved(page);
  await read(page);
  await page.getByRole('combobox', { name: 'For' }).selectOption('New in sales');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Sales Tools', 'Lifecycle Management']);
  await expect(page.getByRole('article', { name: 'Gong' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'Outreach' })).toHaveCount(0);
  await expect(page.getByText('Your first week.')).toBeVisible();
  // It is remembered. Whoever is led to something else sees it all the same, that time.
  await page.reload();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(2);
  await page.getByRole('article', { name: 'Gong' }).getByRole('link', { name: 'Rob Castellan' }).first().click();
  await expect(entry(page, 'Rob Castellan').getByRole('heading')).toBeFocused();
  await expect(entry(page, 'Rob Castellan').getByRole('heading')).toBeInViewport();
  await expect(page.getByRole('combobox', { name: 'For' })).toHaveValue('');
  await page.reload();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(11);
  await expect(entry(page, 'Rob Castellan').getByRole('heading')).toBeInViewport();
  // What nobody reads is said not to be there, and who reads stays who they are.
  await page.getByRole('combobox', { name: 'For' }).selectOption('New in sales');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(2);
  await page.evaluate(() => (location.hash = `${location.hash.split('/').slice(0, 3).join('/')}/sales-tools/AAAAAAAAAAAAAAAAAAAAAA`));
  await expect(page.getByRole('status').filter({ hasText: 'That is not in what is read here.' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'For' })).not.toHaveValue('');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(2);
  // It is left for good by saying so.
  await page.getByRole('combobox', { name: 'For' }).selectOption('New in sales');
  await page.getByRole('link', { name: 'Show all of it' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(11);
  await contents(page).getByRole('link', { name: 'Sales Tools', exact: true }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(11);
});

test('a stage of the diagram leads to what is said of it, by keyboard, too', async ({ page }) => {
  await readExample(page);
  const diagram = page.getByRole('group', { name: 'Diagram of the lifecycle' }).first();
  for (const [stage, go] of [
    ['Marketing qualified lead', 'Enter'],
    ['Opportunity', 'Space'],
    ['Subscriber', ''],
  ]) {
    const box = diagram.getByRole('button', { name: new RegExp(`^${stage}`) });
    await box.focus();
    if (go) await page.keyboard.press(go);
    else await box.click();
    await expect(entry(page, stage).getByRole('heading').first()).toBeFocused();
    await expect(entry(page, stage).getByRole('heading').first()).toBeInViewport();
  }
  // Once more, though the address leads there already.
  await diagram.getByRole('button', { name: /^Subscriber/ }).focus();
  await page.keyboard.press('Enter');
  await expect(entry(page, 'Subscriber').getByRole('heading').first()).toBeFocused();
});

test('what is looked for while one reads is read, and what is done is done where one edits', async ({ page }) => {
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await goTo(page, 'Sales Tools');
  await page.getByRole('button', { name: 'Hide section', exact: true }).click();
  await expectSaved(page);
  await read(page);
  const options = page.getByRole('dialog', { name: 'Search' }).getByRole('option');
  const look = async (text: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill(text);
  };
  await look('Gong');
  await expect(page.getByText('Nothing in this playbook says “Gong”.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Search' }).fill('who owns Gong');
  await expect(page.locator('[data-for="who owns Gong"]')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Answer' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await look('Storage and backup');
  await expect(options.first()).toContainText('Storage and backup');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Storage and backup' })).toBeVisible();
});

test('an empty playbook says so', async ({ page }) => {
  await createAt(page, 'Definitions');
  await expectSaved(page);
  await read(page);
  await expect(page.getByText('There is nothing to read in this playbook yet.')).toBeVisible();
  await expectAccessible(page);
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('contents are a menu, and nothing is wider than the screen', async ({ page }) => {
    await readExample(page);
    await expect(contents(page)).toBeHidden();
    await page.getByRole('button', { name: 'Contents' }).click();
    await contents(page).getByRole('link', { name: 'Sales Tools' }).click();
    await expect(contents(page)).toBeHidden();
    await expect(page.getByRole('heading', { level: 2, name: 'Sales Tools' })).toBeInViewport();
    const width = await page.locator('.reading').evaluate((main) => main.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
});

test('it is printed by a button, and the diagram says what its lines mean', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => (document.title = `printed ${document.querySelectorAll('.read-entry').length > 0}`);
  });
  await readExample(page);
  const figure = page.getByRole('figure');
  for (const kind of ['Advance', 'Recycle', 'Disqualify']) await expect(figure.getByText(kind, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page).toHaveTitle('printed true');
});
