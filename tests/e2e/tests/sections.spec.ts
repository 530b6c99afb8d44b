// Each section with each kind of entry and every field that it has: from creation to a filled entry,
// through a reload, to the exported files.

import type { Locator, Page } from '@playwright/test';

import { CASES, CUSTOM, link, type Case, type PartCase } from '../cases';
import { expect, test } from '../fixtures';
import {
  add,
  addPart,
  createPlaybook,
  entriesById,
  fetched,
  entry,
  expectField,
  expectSaved,
  exportAs,
  fill,
  goTo,
  list,
  part,
  partItem,
  reload,
  showAllFields,
  type FieldValue,
  type JsonEntry,
  type JsonPlaybook,
} from '../playbook';

for (const one of CASES) {
  test(`${one.page}: ${one.noun}, from creation to the exported files`, async ({ page }) => {
    await createPlaybook(page, 'Test playbook');
    await journey(page, one);
  });
}

test('a section of one’s own: an entry, from creation to the exported files', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  await page.getByRole('button', { name: 'Add section' }).click();
  const name = page.getByRole('textbox', { name: 'Section name' });
  await expect(name).toBeFocused();
  await name.fill(CUSTOM.page);
  await name.press('Enter');
  await expect(page.getByRole('button', { name: 'Rename section' })).toBeFocused();
  await journey(page, CUSTOM);
});

test('introductions and agreement come back, and stand in the exported files', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  await goTo(page, 'Definitions');
  await page.getByRole('textbox', { name: 'Introduction' }).fill('One meaning for **each** word.');
  const term = await add(page, 'definition', 'Churn');
  const agreement = term.getByRole('combobox', { name: 'Agreement' });
  await expect(agreement).toHaveValue('draft');
  await agreement.selectOption({ label: 'In discussion' });

  await reload(page);
  await expect(page.getByRole('textbox', { name: 'Introduction' })).toHaveValue(
    'One meaning for **each** word.',
  );
  await expect(agreement).toHaveValue('in discussion');
  const json = JSON.parse((await exportAs(page, 'JSON (.json)')).text) as JsonPlaybook;
  const section = json.sections.find((section) => section.name === 'Definitions');
  expect(section?.introduction).toBe('One meaning for **each** word.');
  expect(section?.definitions).toMatchObject([{ name: 'Churn', agreement: 'in discussion' }]);
  const markdown = (await exportAs(page, 'Markdown (.md)')).text;
  expect(markdown).toContain('One meaning for **each** word.');
  expect(markdown).toContain('In discussion');
});

async function journey(page: Page, one: Case) {
  for (const other of one.others ?? []) {
    await goTo(page, other.page);
    await add(page, other.noun, other.name);
  }
  await goTo(page, one.page);
  const card = await add(page, one.noun, one.name);
  for (const field of one.fields) await fill(card, field);
  await fillParts(card, one.parts ?? []);
  await expectSaved(page);

  await reload(page);
  await expect(entry(list(page, one.noun), one.name)).toHaveCount(1);
  await showAllFields(card);
  for (const field of one.fields) await expectField(card, field);
  await expectParts(card, one.parts ?? []);

  const json = JSON.parse((await exportAs(page, 'JSON (.json)')).text) as JsonPlaybook;
  const lists = [json, ...json.sections.filter((section) => section.name === one.page)];
  const exported = lists.flatMap((holder) => (holder as Record<string, unknown>)[one.listKey] ?? []);
  const found = (exported as JsonEntry[]).filter((entry) => entry.name === one.name);
  expect(found).toHaveLength(1);
  expectExported(found[0]!, one, entriesById(json));

  const markdown = (await exportAs(page, 'Markdown (.md)')).text;
  for (const words of [one.name, ...(one.markdown ?? []), ...texts(one)]) expect(markdown).toContain(words);
}

async function fillParts(whole: Locator, parts: PartCase[]) {
  for (const one of parts) {
    await addPart(whole, one.noun);
    // A part changes its name while it is filled in.
    const first = whole.getByRole('group', { name: new RegExp(`^(${one.noun}|${one.called})$`) });
    for (const field of one.fields) await fill(first, field);
    await fillParts(partItem(whole, one.called), one.parts ?? []);
  }
}

async function expectParts(whole: Locator, parts: PartCase[]) {
  for (const one of parts) {
    const fields = part(whole, one.called);
    for (const field of one.fields) await expectField(fields, field);
    await expectParts(partItem(whole, one.called), one.parts ?? []);
  }
}

/** Fields of an entry in the file, parts included, with names in place of ids. */
function expectExported(
  entry: JsonEntry,
  one: { fields: FieldValue[]; parts?: PartCase[] },
  all: Map<string, JsonEntry>,
) {
  const name = (id: unknown) => all.get(id as string)?.name;
  for (const field of one.fields) {
    const value = entry[field.key];
    switch (field.shape) {
      case 'one':
        expect(name(value), field.label).toBe(field.value);
        break;
      case 'many':
        expect((value as unknown[]).map(name), field.label).toEqual(field.value);
        break;
      case 'choice':
        expect(value, field.label).toBe(field.code);
        break;
      default:
        expect(value, field.label).toEqual(field.value);
    }
  }
  for (const part of one.parts ?? []) {
    const parts = entry[part.listKey] as JsonEntry[];
    expect(parts, part.listKey).toHaveLength(1);
    expectExported(parts[0]!, part, all);
  }
}

/** What Markdown holds as it was typed: everything but links and the long texts of many lines. */
function texts(one: { fields: FieldValue[]; parts?: PartCase[] }): string[] {
  const own = one.fields.flatMap((field) => {
    if (field.shape === 'flag') return [];
    const values = Array.isArray(field.value) ? field.value : [field.value];
    return values.filter((value) => !value.includes('\n')).map(link);
  });
  return [...own, ...(one.parts ?? []).flatMap(texts)];
}

test('Escape leaves a section the name that it had', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  await goTo(page, 'Definitions');
  await fetched(page, 'presses.js');
  for (const named of ['Definitions', 'Our words']) {
    await page.getByRole('button', { name: 'Rename section' }).click();
    await page.getByRole('textbox', { name: 'Section name' }).fill('Something else');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1, name: named, exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Rename section' })).toBeFocused();
    await page.getByRole('button', { name: 'Rename section' }).click();
    await page.getByRole('textbox', { name: 'Section name' }).fill('Our words');
    await page.keyboard.press('Enter');
  }
});
