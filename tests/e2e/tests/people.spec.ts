// People and teams: picked by typing, made on the spot, shown with everything they own.

import type { Page } from '@playwright/test';

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
  mainHeading,
  offered,
  pick,
  reload,
} from '../playbook';

async function addPerson(page: Page, name: string, role: string) {
  const card = await add(page, 'person', name);
  await card.getByRole('textbox', { name: 'Role' }).fill(role);
}

test('picked by typing a part of the name, in any case', async ({ page }) => {
  await createAt(page, DIRECTORY);
  await addPerson(page, 'Ines Varga', 'Operations');
  await addPerson(page, 'Jun Mori', 'Counsel');
  await addPerson(page, 'Varinia Holt', 'Sales');
  await add(page, 'team', 'Revenue operations');
  await goTo(page, 'Lifecycle Management');
  const card = await add(page, 'stage', 'Lead');
  const owner = card.getByRole('combobox', { name: 'Owner' });
  const offers = offered(card, 'Owner');

  await owner.fill('VAR');
  await expect(offers).toHaveText([/^Varinia Holt/, /^Ines Varga\s*Operations/, /^Add “VAR”/, /^Add “VAR”/]);
  await owner.press('ArrowDown');
  await expect(offers.nth(1)).toHaveAttribute('aria-selected', 'true');
  await owner.press('Enter');
  await expect(owner).toHaveValue('Ines Varga');
  await expect(offers).toHaveCount(0);

  // Teams own things, too.
  await owner.fill('reven');
  await owner.press('Enter');
  await expect(owner).toHaveValue('Revenue operations');
  // Leaving the box with exactly a name in it picks that.
  await owner.fill('jun mori');
  await owner.press('Tab');
  await expect(owner).toHaveValue('Jun Mori');
  // Emptied, nobody owns it.
  await owner.fill('');
  await owner.press('Tab');
  await expect(owner).toHaveValue('');
  await reload(page);
  await expect(owner).toHaveValue('');
});

test('the arrow keys open the whole list; looking at it changes nothing', async ({ page }) => {
  await createAt(page, DIRECTORY);
  await addPerson(page, 'Ines Varga', 'Operations');
  await addPerson(page, 'Jun Mori', 'Counsel');
  await goTo(page, 'Lifecycle Management');
  const card = await add(page, 'stage', 'Lead');
  const owner = card.getByRole('combobox', { name: 'Owner' });
  const offers = offered(card, 'Owner');
  await pick(card, 'Owner', 'Jun Mori');

  await owner.press('ArrowDown');
  await expect(offers).toHaveText([/^Ines Varga/, /^Jun Mori/]);
  await owner.press('Tab');
  await expect(offers).toHaveCount(0);
  await expect(owner).toHaveValue('Jun Mori');
  await owner.press('ArrowDown');
  await owner.press('Escape');
  await expect(offers).toHaveCount(0);
  await expect(owner).toHaveValue('Jun Mori');

  // What is marked is what Enter picks.
  await owner.press('ArrowUp');
  await expect(offers.last()).toHaveAttribute('aria-selected', 'true');
  await owner.press('ArrowDown');
  await expect(offers.first()).toHaveAttribute('aria-selected', 'true');
  await owner.press('Enter');
  await expect(owner).toHaveValue('Ines Varga');
});

test('a new person and a new team are made on the spot', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  await pick(card, 'Manager', 'Ines Varga');
  await expectAnnounced(page, 'Added Ines Varga as a new person.');
  await pick(card, 'Stakeholders', 'Sales development', 'new team');
  await expectAnnounced(page, 'Added Sales development as a new team.');
  // Left without picking: a person, as most are.
  await card.getByRole('combobox', { name: 'Stakeholders' }).fill('Ada Osei');
  await card.getByRole('combobox', { name: 'Stakeholders' }).press('Tab');
  await expect(chip(card, 'Stakeholders', 'Ada Osei')).toBeVisible();
  await goTo(page, DIRECTORY);
  await expectOrder(page, 'person', ['Ines Varga', 'Ada Osei']);
  await expectOrder(page, 'team', ['Sales development']);
});

test('what can only be picked is not made: the box says so and keeps what was typed', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const card = await add(page, 'tool', 'Dialer');
  const box = card.getByRole('combobox', { name: 'Integrates with' });
  await box.fill('No such tool');
  await box.press('Tab');
  await expect(card.getByRole('alert')).toContainText('Nothing has this name');
  await expect(box).toHaveValue('No such tool');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await box.press('Escape');
  await expect(card.getByRole('alert')).toHaveCount(0);
  await expect(box).toHaveValue('');
});

test('a person is shown with everything that they own, and it leads there', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  const lead = await add(page, 'stage', 'Lead');
  await pick(lead, 'Owner', 'Ines Varga');
  await add(page, 'stage', 'Customer');
  const transition = await addPart(entry(page, 'Customer'), 'transition');
  await fill(transition, { label: 'Who does it', key: 'doneBy', shape: 'one', value: 'Ines Varga' });
  await goTo(page, 'Sales Tools');
  const dialer = await add(page, 'tool', 'Dialer');
  await pick(dialer, 'Manager', 'Ines Varga');
  await pick(dialer, 'Stakeholders', 'Jun Mori');
  await goTo(page, 'Internal Document Management');
  await pick(await add(page, 'document', 'Price list'), 'Owner', 'Ines Varga');

  await goTo(page, DIRECTORY);
  const team = await add(page, 'team', 'Operations');
  await pick(team, 'Members', 'Ines Varga');
  await expect(team).toContainText('Nothing names this team yet.');
  const ines = entry(page, 'Ines Varga');
  for (const [label, names] of [
    ['Owner', ['Lead', 'Price list']],
    ['Who does it', ['Customer']],
    ['Manager', ['Dialer']],
    ['In team', ['Operations']],
  ] as const) {
    const group = ines.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) });
    await expect(group, label).toHaveCount(1);
    for (const name of names) await expect(ines.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await expect(entry(page, 'Jun Mori').getByRole('link', { name: 'Dialer', exact: true })).toBeVisible();

  await ines.getByRole('link', { name: 'Price list' }).click();
  await expect(mainHeading(page, 'Internal Document Management')).toBeVisible();
  await expect(entry(page, 'Price list')).toBeFocused();
  // And back to the person.
  await entry(page, 'Price list').getByRole('link', { name: 'Go to Ines Varga' }).click();
  await expect(mainHeading(page, DIRECTORY)).toBeVisible();
  await expect(ines).toBeFocused();
});

test('a new name shows everywhere, and deleting says what pointed there', async ({ page }) => {
  await createAt(page, 'Lifecycle Management');
  const lead = await add(page, 'stage', 'Lead');
  await pick(lead, 'Owner', 'Ines Varga');
  await goTo(page, DIRECTORY);
  await entry(page, 'Ines Varga').getByRole('textbox', { name: 'Name', exact: true }).fill('Ines Holt');
  await goTo(page, 'Lifecycle Management');
  const owner = lead.getByRole('combobox', { name: 'Owner' });
  await expect(owner).toHaveValue('Ines Holt');

  await goTo(page, DIRECTORY);
  await deleteNamed(page, entry(page, 'Ines Holt'));
  await expectSaved(page);
  await goTo(page, 'Lifecycle Management');
  await expect(owner).toHaveValue('Ines Holt (deleted person)');
  // Leaving the box as it is changes nothing.
  await owner.focus();
  await owner.press('Tab');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(mainHeading(page, DIRECTORY)).toBeVisible();
  await expect(entry(page, 'Ines Holt')).toBeVisible();
  await goTo(page, 'Lifecycle Management');
  await expect(owner).toHaveValue('Ines Holt');
});
