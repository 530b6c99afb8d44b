// One playbook in two browsers without a network: files go back and forth, and nothing of either side is lost.

import type { Browser, Page } from '@playwright/test';

import { expect, expectAccessible, open, test, type Problems } from '../fixtures';
import { add, createAt, createPlaybook, entry, expectOrder, expectSaved, goTo, list, reload, titleBox } from '../playbook';
import { choose, download, goToStart, importDialog, listed } from '../playbooks';

const definition = (page: Page, term: string) =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

/** Another browser, with nothing in it. */
async function another(browser: Browser, site: string, problems: Problems, name: string) {
  const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true });
  problems.watch(context);
  const page = await context.newPage();
  await open(page, site);
  await call(page, name);
  return page;
}

/** Gives the name that changes are marked with. */
async function call(page: Page, name: string) {
  await page.evaluate(
    (name) => localStorage.setItem('guidepost/preferences', JSON.stringify({ name })),
    name,
  );
  await page.reload();
  await expect(page.locator('#startup')).toHaveCount(0);
}

const json = async (page: Page) => (await download(page, 'JSON (.json)')).text;

async function mergeFile(page: Page, name: string, text: string) {
  await choose(page, name, text);
  await importDialog(page).getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(importDialog(page)).toBeHidden();
}

test('two people edit apart and mail each other files until both have everything', async ({
  page: ana,
  browser,
  site,
  problems,
}) => {
  await open(ana);
  await call(ana, 'Ana');
  await createAt(ana, 'Definitions');
  await add(ana, 'definition', 'Lead');
  await definition(ana, 'Lead').fill('Somebody who may buy.');
  await add(ana, 'definition', 'MQL');
  const start = await json(ana);

  const ben = await another(browser, site, problems, 'Ben');
  await choose(ben, 'start.json', start);
  await goTo(ben, 'Definitions');

  // Both go on, in the same paragraph as well.
  await definition(ana, 'Lead').fill('In short: Somebody who may buy.');
  await add(ana, 'definition', 'SLA');
  await definition(ben, 'Lead').fill('Somebody who may buy. One day.');
  await add(ben, 'definition', 'SQL');
  await entry(ben, 'MQL').getByRole('button', { name: 'Delete', exact: true }).click();

  // Ben's file comes to Ana.
  await choose(ana, 'from-ben.json', await json(ben));
  const dialog = importDialog(ana);
  await expect(dialog).toContainText('is a version of it that was edited apart');
  await expect(dialog).toContainText('3 changes, from Ben');
  const incoming = dialog.getByRole('list', { name: 'What comes in' });
  await expect(incoming.getByText('New definition')).toBeVisible();
  await expect(incoming.getByRole('insertion').filter({ hasText: 'One day' })).toBeVisible();
  await expectAccessible(ana);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(ana.getByText('Merged “from-ben.json”: 3 changes, from Ben.')).toBeVisible();
  const both = 'In short: Somebody who may buy. One day.';
  await expect(definition(ana, 'Lead')).toHaveValue(both);
  await expectOrder(ana, 'definition', ['Lead', 'SLA', 'SQL']);

  // It is one step.
  await ana.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(definition(ana, 'Lead')).toHaveValue('In short: Somebody who may buy.');
  await expectOrder(ana, 'definition', ['Lead', 'MQL', 'SLA']);
  await ana.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(definition(ana, 'Lead')).toHaveValue(both);

  // The other way round, from the page of all playbooks; and any number of times.
  const whole = await json(ana);
  await goToStart(ben);
  await mergeFile(ben, 'from-ana.json', whole);
  await expect(ben.getByText(/Merged “from-ana.json”: \d+ changes?, from Ana/)).toBeVisible();
  await goTo(ben, 'Definitions');
  await expect(definition(ben, 'Lead')).toHaveValue(both);
  await expectOrder(ben, 'definition', ['Lead', 'SLA', 'SQL']);
  for (const [name, text] of [['from-ana.json', whole], ['start.json', start]] as const) {
    await choose(ben, name, text);
    await expect(importDialog(ben)).toContainText(`Nothing in “${name}” is new`);
    await expect(importDialog(ben).getByRole('button', { name: 'Merge' })).toHaveCount(0);
    await ben.keyboard.press('Escape');
  }
  await reload(ben);
  await expect(definition(ben, 'Lead')).toHaveValue(both);
  const without = (text: string) => ({ ...JSON.parse(text), state: '' });
  expect(without(await json(ben))).toEqual(without(whole));
  await ben.context().close();
});

for (const [choice, title] of [
  ['Take theirs', 'How they work'],
  ['Keep yours', 'How we work'],
] as const) {
  test(`where both rewrote the same short text, both are shown: ${choice}`, async ({
    page,
    browser,
    site,
    problems,
  }) => {
    await createPlaybook(page, 'Playbook');
    const other = await another(browser, site, problems, 'Ben');
    await choose(other, 'start.json', await json(page));
    await titleBox(page).fill('How we work');
    await titleBox(other).fill('How they work');
    const theirs = await json(other);
    await choose(page, 'theirs.json', theirs);
    const dialog = importDialog(page);
    const contested = dialog.getByRole('group', { name: 'Title' });
    await expect(contested).toContainText('How we work');
    await expect(contested).toContainText('How they work');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('Choose a side for 1 field that both rewrote.');
    await expect(titleBox(page)).toHaveValue('How we work');
    await contested.getByRole('radio', { name: choice }).check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(titleBox(page)).toHaveValue(title);
    if (choice === 'Take theirs') {
      await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
      await expect(titleBox(page)).toHaveValue('How we work');
    }
    // It was decided, and is not asked again; the other side learns of it.
    await choose(page, 'theirs.json', theirs);
    await expect(dialog).toContainText('Nothing in “theirs.json” is new');
    await page.keyboard.press('Escape');
    await mergeFile(other, 'decided.json', await json(page));
    await expect(titleBox(other)).toHaveValue(await titleBox(page).inputValue());
    await other.context().close();
  });
}

test('a file that was changed by hand is merged as edits on top of what it carries', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page, 'Lead').fill('Somebody who may buy.');
  const file = await json(page);
  await definition(page, 'Lead').fill('Somebody who may buy. Or not.');
  await mergeFile(page, 'by-hand.json', file.replace('Somebody who may buy.', 'A person who may buy.'));
  await expect(definition(page, 'Lead')).toHaveValue('A person who may buy. Or not.');
});

test('a file without history is reviewed, and taken over one by one', async ({ page }) => {
  await createAt(page, 'Definitions');
  for (const term of ['Lead', 'MQL', 'SLA']) await add(page, 'definition', term);
  await definition(page, 'Lead').fill('Somebody who may buy something.');
  const { state, ...file } = JSON.parse(await json(page));
  const section = file.sections.find((section: { id: string }) => section.id === 'definitions');
  const [lead] = section.definitions;
  lead.definition = 'Somebody who will buy something.';
  section.definitions = [lead, section.definitions[1], { name: 'SQL', definition: 'Accepted by sales.' }];
  const text = JSON.stringify(file);

  await choose(page, 'review.json', text);
  const dialog = importDialog(page);
  await expect(dialog).toContainText('compared entry by entry: 3 changes');
  const box = (name: string) => dialog.getByRole('checkbox', { name });
  await expect(box('Lead · Definition')).toBeChecked();
  await expect(box('SQL · New definition')).toBeChecked();
  await expect(box('SLA · Missing definition'), 'nothing goes unasked').not.toBeChecked();
  await expect(dialog.getByRole('deletion').filter({ hasText: 'may' })).toBeVisible();
  await expect(dialog.getByRole('insertion').filter({ hasText: /^will$/ })).toBeVisible();
  await expectAccessible(page);
  await box('Lead · Definition').uncheck();
  await dialog.getByRole('button', { name: 'Take over 1 change' }).click();
  await expectOrder(page, 'definition', ['Lead', 'MQL', 'SLA', 'SQL']);
  await expect(definition(page, 'Lead')).toHaveValue('Somebody who may buy something.');

  // What was not taken over is offered again; all of it at once.
  await choose(page, 'review.json', text);
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Select none' }).click();
  await expect(dialog.getByRole('button', { name: 'Take over no changes' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Select all' }).click();
  await dialog.getByRole('button', { name: 'Take over 2 changes' }).click();
  await expectOrder(page, 'definition', ['Lead', 'MQL', 'SQL']);
  await expect(definition(page, 'Lead')).toHaveValue('Somebody who will buy something.');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expectOrder(page, 'definition', ['Lead', 'MQL', 'SLA', 'SQL']);
  await expect(definition(page, 'Lead')).toHaveValue('Somebody who may buy something.');
  await choose(page, 'review.json', text);
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
});

test('a file of a playbook in the bin brings it back, merged', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const file = await json(page);
  await entry(page, 'Lead').getByRole('textbox', { name: 'Term' }).fill('Prospect');
  await expectSaved(page);
  await goToStart(page);
  await listed(page, 'Test playbook').getByRole('button', { name: 'Delete' }).click();
  await expect(listed(page, 'Test playbook')).toHaveCount(0);
  await choose(page, 'old.json', file);
  await expect(importDialog(page)).toContainText('is here already, in the bin');
  await expect(importDialog(page)).toContainText('Nothing in “old.json” is new');
  await importDialog(page).getByRole('button', { name: 'Take it out of the bin' }).click();
  await goTo(page, 'Definitions');
  await expect(list(page, 'definition').getByRole('article', { name: 'Prospect' })).toBeVisible();
  await goToStart(page);
  await expect(listed(page, 'Test playbook')).toBeVisible();
});
