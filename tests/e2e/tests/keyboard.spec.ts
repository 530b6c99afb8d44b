// Without a pointer: a whole journey, and what the keys that everybody knows do on the way.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import {
  add,
  createAt,
  entry,
  expectAnnounced,
  expectOrder,
  expectSaved,
  mainHeading,
  offered,
  part,
  sections,
  titleBox,
} from '../playbook';

/** Presses Tab until this has the focus, as somebody does who looks at where it is. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const reached = () =>
    target.evaluateAll((found) => found.some((element) => element === document.activeElement));
  for (let presses = 0; presses < 150; presses++) {
    if (await reached()) return;
    await page.keyboard.press(key);
  }
  await expect(target, 'reached with the Tab key').toBeFocused();
}

test('from the start page to the exported file by keyboard alone', async ({ page }) => {
  await open(page);
  await tabTo(page, page.getByRole('button', { name: 'New playbook', exact: true }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New playbook' });
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('radio', { name: 'Standard playbook' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('radio', { name: 'Blank playbook' })).toBeChecked();
  await tabTo(page, dialog.getByRole('button', { name: 'Create' }));
  await page.keyboard.press('Enter');
  await expect(titleBox(page)).toHaveValue('By keyboard');
  await expect(mainHeading(page, 'Overview')).toBeFocused();

  await tabTo(page, sections(page).getByRole('link', { name: 'Lifecycle Management' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(mainHeading(page, 'Lifecycle Management')).toBeFocused();

  // Two stages. The second is added right after the first.
  await tabTo(page, page.getByRole('button', { name: 'Add stage' }));
  await page.keyboard.press('Enter');
  const fresh = entry(page, 'Untitled stage').getByRole('textbox', { name: 'Name', exact: true });
  await expect(fresh).toBeFocused();
  await page.keyboard.type('Lead');
  const lead = entry(page, 'Lead');
  await tabTo(page, lead.getByRole('textbox', { name: 'Definition' }));
  await page.keyboard.type('Somebody who left an address.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('No more than that.');
  await tabTo(page, page.getByRole('button', { name: 'Add stage' }));
  await page.keyboard.press('Enter');
  await expect(fresh).toBeFocused();
  await page.keyboard.type('Opportunity');
  await expectOrder(page, 'stage', ['Lead', 'Opportunity']);
  const opportunity = entry(page, 'Opportunity');

  // An owner who is new, and one who is known.
  const owner = opportunity.getByRole('combobox', { name: 'Owner' });
  await tabTo(page, owner);
  await page.keyboard.type('Ines Varga');
  await expect(offered(opportunity, 'Owner')).toHaveText([/new person/, /new team/]);
  await page.keyboard.press('Enter');
  await expect(owner).toHaveValue('Ines Varga');
  await expect(owner).toBeFocused();
  await expectAnnounced(page, 'Added Ines Varga as a new person.');
  const leadOwner = lead.getByRole('combobox', { name: 'Owner' });
  await tabTo(page, leadOwner, 'Shift+Tab');
  await page.keyboard.type('var');
  await expect(offered(lead, 'Owner').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(leadOwner).toHaveValue('Ines Varga');

  // Choices by arrow keys; Escape gives up what was typed.
  const agreement = lead.getByRole('combobox', { name: 'Agreement' });
  await tabTo(page, agreement, 'Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await expect(agreement).toHaveValue('in discussion');
  await tabTo(page, leadOwner);
  await page.keyboard.type('Jun');
  await page.keyboard.press('Escape');
  await expect(leadOwner).toHaveValue('Ines Varga');

  // A transition.
  await tabTo(page, lead.getByRole('button', { name: 'Add transition' }));
  await page.keyboard.press('Enter');
  const target = lead.getByRole('combobox', { name: 'To stage' });
  await expect(target).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(offered(lead, 'To stage')).toHaveText([/^Lead/, /^Opportunity/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(target).toHaveValue('Opportunity');
  const transition = part(lead, 'transition to Opportunity');
  await tabTo(page, transition.getByRole('textbox', { name: 'Trigger' }));
  await page.keyboard.type('Asks for a price');

  // Order.
  await tabTo(page, page.getByRole('button', { name: 'Move Opportunity' }));
  await page.keyboard.press('Home');
  await expectOrder(page, 'stage', ['Opportunity', 'Lead']);
  await expectAnnounced(page, 'Opportunity moved to position 1 of 2');
  await expect(page.getByRole('button', { name: 'Move Opportunity' })).toBeFocused();

  // Delete, and think again.
  await tabTo(page, opportunity.getByRole('button', { name: 'Delete', exact: true }));
  await page.keyboard.press('Enter');
  // A transition names it.
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectOrder(page, 'stage', ['Lead']);
  await expect(lead).toBeFocused();
  await page.keyboard.press('Control+z');
  await expectOrder(page, 'stage', ['Opportunity', 'Lead']);
  await expect(opportunity).toBeFocused();
  await expectSaved(page);

  // Export.
  await tabTo(page, page.getByRole('button', { name: 'Export', exact: true }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Markdown (.md)' }));
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const download = await downloading;
  const markdown = await readFile(await download.path(), 'utf8');
  for (const words of ['By keyboard', 'No more than that.', 'Ines Varga', 'Asks for a price']) {
    expect(markdown).toContain(words);
  }
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();
});

test('the first press of Tab offers to skip to the page', async ({ page }) => {
  await open(page);
  await tabTo(page, page.getByRole('button', { name: 'New playbook', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(mainHeading(page, 'Overview')).toBeFocused();
  const address = page.url();
  await page.reload();
  await expect(titleBox(page)).toBeVisible();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the page' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  expect(page.url()).toBe(address);
});

test('every control of a filled entry is reached with the Tab key, and back', async ({ page }) => {
  await open(page);
  await tabTo(page, page.getByRole('button', { name: 'New playbook', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, sections(page).getByRole('link', { name: 'Sales Tools' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(mainHeading(page, 'Sales Tools')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Add tool' }));
  await page.keyboard.press('Enter');
  const card = entry(page, 'Untitled tool');
  const name = card.getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toBeFocused();
  const controls = [
    card.getByRole('combobox', { name: 'Agreement' }),
    card.getByRole('textbox', { name: 'Purpose' }),
    card.getByRole('textbox', { name: 'How we use it' }),
    card.getByRole('combobox', { name: 'Category' }),
    card.getByRole('combobox', { name: 'Manager' }),
    card.getByRole('combobox', { name: 'Stakeholders' }),
    card.getByRole('textbox', { name: 'Link', exact: true }),
    card.getByRole('textbox', { name: 'Guide link' }),
    card.getByRole('combobox', { name: 'Status' }),
    card.getByRole('textbox', { name: 'Who has access' }),
    card.getByRole('textbox', { name: 'Sign-in' }),
    card.getByRole('combobox', { name: 'Data classification' }),
    card.getByRole('textbox', { name: 'Cost' }),
    card.getByLabel('Renewal date'),
    card.getByRole('combobox', { name: 'Integrates with' }),
    card.getByRole('button', { name: 'Fewer fields' }),
    card.getByRole('button', { name: 'Duplicate' }),
    card.getByRole('button', { name: 'Delete', exact: true }),
  ];
  for (const control of controls) await tabTo(page, control);
  for (const control of controls.slice(0, -1).reverse()) await tabTo(page, control, 'Shift+Tab');
  await tabTo(page, page.getByRole('button', { name: 'Move Untitled tool' }), 'Shift+Tab');
});

test('Enter in a line of text or in the title changes nothing and leaves the page as it is', async ({
  page,
}) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  await page.evaluate(() => ((window as unknown as { same: boolean }).same = true));
  for (const box of [
    card.getByRole('textbox', { name: 'Name', exact: true }),
    card.getByRole('textbox', { name: 'Cost' }),
    card.getByRole('combobox', { name: 'Category' }),
    card.getByRole('combobox', { name: 'Manager' }),
    card.getByRole('textbox', { name: 'Link', exact: true }),
    card.getByLabel('Renewal date'),
    card.getByRole('textbox', { name: 'Sign-in' }),
    titleBox(page),
  ]) {
    const before = await box.inputValue();
    await box.press('Enter');
    await expect(box).toBeFocused();
    await expect(box).toHaveValue(before);
  }
  expect(await page.evaluate(() => (window as unknown as { same?: boolean }).same)).toBe(true);
  await expectOrder(page, 'tool', ['Dialer']);
});

test('whoever goes back from within a box loses nothing, and the app goes on', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'MQL');
  const boxes = page.locator('main').locator('input, textarea, select');
  const count = await boxes.count();
  expect(count).toBeGreaterThan(5);
  for (let place = 0; place < count; place++) {
    const box = boxes.nth(place);
    if (!(await box.isVisible())) continue;
    await box.focus();
    await page.goBack();
    await expect(mainHeading(page, 'Overview')).toBeVisible();
    await page.goForward();
    await expect(entry(page, 'MQL')).toBeVisible();
  }
  await entry(page, 'MQL').getByRole('textbox', { name: 'Definition', exact: true }).fill('Ready for sales');
  await expectSaved(page);
});
