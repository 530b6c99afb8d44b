// Undo and redo of each kind of edit of entries, by keys and by the header's buttons. Of the rest: undo-sections.spec.ts.

import { expect, test } from '../fixtures';
import {
  DIRECTORY,
  add,
  addPart,
  chip,
  createAt,
  deleteNamed,
  entry,
  expectAnnounced,
  expectOrder,
  expectSaved,
  fill,
  goTo,
  list,
  mainHeading,
  part,
  pick,
  reload,
} from '../playbook';
import { backAndForth, redoButton, undoButton } from '../undo';

test('a burst of typing in a line is one step, and the cursor stays in the field', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  const name = list(page, 'stage').getByRole('textbox', { name: 'Name', exact: true });
  const sla = page.getByRole('textbox', { name: 'SLA' });
  await sla.click();
  await page.keyboard.type('within a day');

  await page.keyboard.press('Control+z');
  await expect(sla).toHaveValue('');
  await expect(sla).toBeFocused();
  await expect(name).toHaveValue('Lead');
  await page.keyboard.press('Control+Shift+Z');
  await expect(sla).toHaveValue('within a day');
  await expect(sla).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(sla).toHaveValue('');
  // What is typed next is a step of its own, and there is nothing to make again any more.
  await page.keyboard.type('soon');
  await expect(redoButton(page)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+z');
  await expect(sla).toHaveValue('');

  // The step before was in another field: the focus goes there.
  await page.keyboard.press('Control+z');
  await expect(name).toHaveValue('');
  await expect(name).toBeFocused();
});

test('a burst of typing within a long text is one step, and the cursor stays at its place', async ({
  page,
}) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  const definition = page.getByRole('textbox', { name: 'Definition' });
  await definition.fill('Somebody left an address.');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(definition).toBeFocused();
  await definition.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(8, 8));
  await page.keyboard.type(', new,');
  await expect(definition).toHaveValue('Somebody, new, left an address.');

  await page.keyboard.press('Control+z');
  await expect(definition).toHaveValue('Somebody left an address.');
  await expect(definition).toBeFocused();
  await page.keyboard.type('!');
  await expect(definition).toHaveValue('Somebody! left an address.');
});

test('typing in two fields is two steps', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  const abbreviation = page.getByRole('textbox', { name: 'Abbreviation' });
  const value = page.getByRole('textbox', { name: 'System value' });
  await abbreviation.fill('LD');
  await value.fill('lead');
  await undoButton(page).click();
  await expect(value).toHaveValue('');
  await expect(abbreviation).toHaveValue('LD');
  await undoButton(page).click();
  await expect(abbreviation).toHaveValue('');
});

test('a list of words', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  const words = page.getByRole('textbox', { name: 'Also known as' });
  await words.click();
  await page.keyboard.type('Attrition');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Loss');
  await backAndForth(
    page,
    () => expect(words).toHaveValue(''),
    () => expect(words).toHaveValue('Attrition\nLoss'),
  );
});

test('a choice', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  const choice = card.getByRole('combobox', { name: 'Status' });
  await choice.selectOption({ label: 'Trial' });
  await choice.selectOption({ label: 'Active' });
  await backAndForth(
    page,
    () => expect(choice).toHaveValue('trial'),
    () => expect(choice).toHaveValue('active'),
  );
});

test('a flag', async ({ page }) => {
  await createAt(page, 'Lead Source Attribution');
  const card = await add(page, 'lead source', 'Referral');
  const flag = card.getByRole('checkbox', { name: 'Active' });
  const before = await flag.isChecked();
  await flag.click();
  await backAndForth(
    page,
    () => expect(flag).toBeChecked({ checked: before }),
    () => expect(flag).toBeChecked({ checked: !before }),
  );
});

test('a date and a suggested value', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  const date = card.getByLabel('Renewal date');
  const category = card.getByRole('combobox', { name: 'Category' });
  await date.fill('2027-03-31');
  await backAndForth(
    page,
    () => expect(date).toHaveValue(''),
    () => expect(date).toHaveValue('2027-03-31'),
  );
  await category.fill('Calling');
  await backAndForth(
    page,
    () => expect(category).toHaveValue(''),
    () => expect(category).toHaveValue('Calling'),
  );
});

test('a reference, together with the person who was made for it', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  const card = await add(page, 'stage', 'Lead');
  await pick(card, 'Owner', 'Ines Varga');
  const owner = card.getByRole('combobox', { name: 'Owner' });
  await backAndForth(
    page,
    () => expect(owner).toHaveValue(''),
    () => expect(owner).toHaveValue('Ines Varga'),
  );
  await undoButton(page).click();
  await expect(owner).toHaveValue('');
  await goTo(page, DIRECTORY);
  await expect(page.getByRole('article')).toHaveCount(0);
  await redoButton(page).click();
  await goTo(page, DIRECTORY);
  await expect(entry(page, 'Ines Varga')).toBeVisible();
});

test('one of several references', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  await pick(card, 'Stakeholders', 'Ines Varga');
  await pick(card, 'Stakeholders', 'Jun Mori');
  const [ines, jun] = ['Ines Varga', 'Jun Mori'].map((name) => chip(card, 'Stakeholders', name));
  await backAndForth(
    page,
    () => expect(jun!).toHaveCount(0),
    () => expect(jun!).toBeVisible(),
  );
  await ines!.click();
  await backAndForth(
    page,
    () => expect(ines!).toBeVisible(),
    () => expect(ines!).toHaveCount(0),
  );
});

test('agreement', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  const agreement = card.getByRole('combobox', { name: 'Agreement' });
  await agreement.selectOption({ label: 'Agreed' });
  await backAndForth(
    page,
    () => expect(agreement).toHaveValue('draft'),
    () => expect(agreement).toHaveValue('agreed'),
  );
});

test('adding an entry', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await page.getByRole('button', { name: 'Add stage' }).click();
  const fresh = entry(page, 'Untitled stage');
  await expect(fresh.getByRole('textbox').first()).toBeFocused();
  await backAndForth(
    page,
    () => expect(fresh).toHaveCount(0),
    () => expect(fresh).toBeVisible(),
  );
});

test('adding, filling in and deleting a part', async ({ page }) => {
  await createAt(page, 'Marketing Campaign Management & Reporting');
  const card = await add(page, 'campaign type', 'Webinar');
  const fresh = await addPart(card, 'member status');
  await backAndForth(
    page,
    () => expect(fresh).toHaveCount(0),
    () => expect(fresh).toBeVisible(),
  );
  await fill(fresh, { label: 'Name', key: 'name', shape: 'line', value: 'Attended' });
  const attended = part(card, 'member status Attended');
  await backAndForth(
    page,
    () => expect(fresh).toBeVisible(),
    () => expect(attended).toBeVisible(),
  );
  await attended.getByRole('button', { name: 'Delete member status Attended' }).click();
  await backAndForth(
    page,
    () => expect(attended).toBeVisible(),
    () => expect(attended).toHaveCount(0),
  );
});

test('deleting an entry, by keys, by the buttons and by the message that reports it', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  for (const name of ['Lead', 'Opportunity', 'Customer']) await add(page, 'stage', name);
  const card = entry(page, 'Opportunity');
  await card.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(entry(page, 'Customer')).toBeFocused();
  await backAndForth(
    page,
    () => expectOrder(page, 'stage', ['Lead', 'Opportunity', 'Customer']),
    () => expectOrder(page, 'stage', ['Lead', 'Customer']),
  );
  const message = page.getByRole('status').filter({ hasText: 'Stage “Opportunity” deleted.' });
  await message.getByRole('button', { name: 'Undo' }).click();
  await expectOrder(page, 'stage', ['Lead', 'Opportunity', 'Customer']);
  await expect(message).toHaveCount(0);
});

test('a deleted entry comes back with its parts and all that points at it', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  const opportunity = await add(page, 'stage', 'Opportunity');
  await fill(await addPart(opportunity, 'transition'), {
    label: 'To stage',
    key: 'toStage',
    shape: 'one',
    value: 'Lead',
  });
  const target = opportunity.getByRole('combobox', { name: 'To stage' });
  await expect(target).toHaveValue('Lead');
  await deleteNamed(page, entry(page, 'Lead'));
  await expect(target).toHaveValue('Lead (deleted stage)');
  await page.keyboard.press('Control+z');
  await expect(target).toHaveValue('Lead');
  await opportunity.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(opportunity).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(target).toHaveValue('Lead');
});

test('moving an entry', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  for (const name of ['Lead', 'Opportunity', 'Customer']) await add(page, 'stage', name);
  await page.getByRole('button', { name: 'Move Customer' }).press('Home');
  await backAndForth(
    page,
    () => expectOrder(page, 'stage', ['Lead', 'Opportunity', 'Customer']),
    () => expectOrder(page, 'stage', ['Customer', 'Lead', 'Opportunity']),
  );
});

test('duplicating an entry with its parts', async ({ page }) => {
  await createAt(page, 'Marketing Campaign Management & Reporting');
  const card = await add(page, 'campaign type', 'Webinar');
  await fill(await addPart(card, 'member status'), {
    label: 'Name',
    key: 'name',
    shape: 'line',
    value: 'Attended',
  });
  await card.getByRole('button', { name: 'Duplicate' }).click();
  const copy = entry(page, 'Copy of Webinar');
  await expect(copy.getByRole('textbox', { name: 'Name', exact: true }).first()).toBeFocused();
  await expect(part(copy, 'member status Attended')).toBeVisible();
  await backAndForth(
    page,
    () => expectOrder(page, 'campaign type', ['Webinar']),
    () => expectOrder(page, 'campaign type', ['Webinar', 'Copy of Webinar']),
  );
  await expect(part(copy, 'member status Attended')).toBeVisible();
});

test('a step elsewhere is shown where it was', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  await add(page, 'stage', 'Lead');
  await page.getByRole('textbox', { name: 'SLA' }).fill('within a day');
  await goTo(page, 'Definitions');
  await undoButton(page).click();
  await expect(mainHeading(page, 'Lifecycle Management')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Lead');
  await goTo(page, 'Definitions');
  await redoButton(page).click();
  await expect(page.getByRole('textbox', { name: 'SLA' })).toHaveValue('within a day');
  await expect(page.getByRole('textbox', { name: 'SLA' })).toBeFocused();
});

test('everything back to the beginning, and all of it again, also when stored in between', async ({
  page,
}) => {
  await createAt(page, 'Lifecycle Management');
  const card = await add(page, 'stage', 'Lead');
  await card.getByRole('textbox', { name: 'SLA' }).fill('within a day');
  await pick(card, 'Owner', 'Ines Varga');
  await add(page, 'stage', 'Customer');
  await page.getByRole('button', { name: 'Move Customer' }).press('ArrowUp');
  await expectOrder(page, 'stage', ['Customer', 'Lead']);

  const undo = undoButton(page);
  // One step each: two stages, two names, a text, an owner, a move.
  for (let step = 0; step < 7; step++) {
    await expect(undo).toHaveAttribute('aria-disabled', 'false');
    await undo.press('Enter');
  }
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await expect(list(page, 'stage').getByRole('article')).toHaveCount(0);
  await undo.press('Enter');
  await expectAnnounced(page, 'Nothing to undo');
  await expectSaved(page);

  const redo = redoButton(page);
  for (let step = 0; step < 7; step++) await redo.press('Enter');
  await expect(redo).toHaveAttribute('aria-disabled', 'true');
  await expectOrder(page, 'stage', ['Customer', 'Lead']);
  await reload(page);
  await expectOrder(page, 'stage', ['Customer', 'Lead']);
  await expect(card.getByRole('combobox', { name: 'Owner' })).toHaveValue('Ines Varga');
  await expect(card.getByRole('textbox', { name: 'SLA' })).toHaveValue('within a day');
});

for (const [what, role, name] of [
  ['a line', 'textbox', 'SLA'],
  ['a long text', 'textbox', 'Definition'],
  ['a reference that is being typed', 'combobox', 'Owner'],
] as const) {
  test(`undoing the addition of an entry with the cursor in ${what} of it`, async ({ page }) => {
    await createAt(page, 'Lifecycle Management');
    await page.getByRole('button', { name: 'Add stage' }).click();
    const fresh = entry(page, 'Untitled stage');
    await expect(fresh.getByRole('textbox').first()).toBeFocused();
    await fresh.getByRole(role, { name, exact: true }).focus();
    if (role === 'combobox') {
      await page.keyboard.type('Ine');
      // First, what was typed but not picked.
      await page.keyboard.press('Control+z');
      await expect(fresh.getByRole(role, { name, exact: true })).toHaveValue('');
      await expect(fresh.getByRole(role, { name, exact: true })).toBeFocused();
    }
    await page.keyboard.press('Control+z');
    await expect(fresh).toHaveCount(0);
    // The app goes on.
    await redoButton(page).click();
    await expect(fresh).toBeVisible();
    await goTo(page, DIRECTORY);
    await expect(page.getByRole('article')).toHaveCount(0);
  });
}
