// What the journeys in a playbook have in common: making one, going to its pages, adding entries and
// filling them in. Everything is found by the roles and names that people and their screen readers meet.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

import { expect, open } from './fixtures';

/** What a playbook can start from. */
export type Template = 'Standard playbook' | 'Example playbook' | 'Blank playbook';

/** The nine standard sections, in their order. */
export const SECTIONS = [
  'Demand Generation Tools',
  'Sales Tools',
  'Internal Communication Tools',
  'Lifecycle Management',
  'Lead Source Attribution',
  'Opportunity Source Attribution',
  'Marketing Campaign Management & Reporting',
  'Internal Document Management',
  'Definitions',
];

/** The page of people and teams. */
export const DIRECTORY = 'People and teams';

/** What each kind of entry is called, and the list that it stands in. */
const LISTS = {
  stage: 'Stages',
  transition: 'Transitions out',
  tool: 'Tools',
  channel: 'Channels',
  'lead source': 'Lead sources',
  rule: 'Rules',
  'opportunity rule': 'Opportunity rules',
  'campaign type': 'Campaign types',
  'member status': 'Member statuses',
  'naming convention': 'Naming conventions',
  token: 'Tokens',
  'allowed value': 'Allowed values',
  procedure: 'Procedures',
  document: 'Documents',
  definition: 'Definitions',
  person: 'People',
  team: 'Teams',
  reader: 'Readers',
  entry: 'Entries',
} as const;

export type Noun = keyof typeof LISTS;

/** Makes a playbook through the dialog, and leaves the browser on its first page. */
export async function createPlaybook(
  page: Page,
  title: string,
  template: Template = 'Blank playbook',
) {
  await open(page);
  await page.getByRole('button', { name: 'New playbook', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'New playbook' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  // As a person does, by its words: they lie over the whole choice.
  await dialog.getByText(template, { exact: true }).click();
  await expect(dialog.getByRole('radio', { name: template })).toBeChecked();
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(titleBox(page)).toHaveValue(title);
}

/** Makes a playbook and goes to one of its pages. */
export async function createAt(page: Page, name: string, template?: Template) {
  await createPlaybook(page, 'Test playbook', template);
  await goTo(page, name);
}

/** Loads the page anew, as after a night. */
export async function reload(page: Page) {
  await expectSaved(page);
  await page.reload();
  await expect(page.locator('#startup')).toHaveCount(0, { timeout: 30_000 });
}

export function titleBox(page: Page) {
  return page.getByRole('textbox', { name: 'Playbook title' });
}

export function sections(page: Page) {
  return page.getByRole('navigation', { name: 'Sections' });
}

export function mainHeading(page: Page, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

/** Goes to a page of the playbook by its link. */
export async function goTo(page: Page, name: string) {
  await sections(page).getByRole('link', { name, exact: true }).click();
  await expect(mainHeading(page, name)).toBeVisible();
}

/** What the header says about storing. */
export function status(page: Page) {
  return page.getByRole('banner').getByRole('status');
}

export async function expectSaved(page: Page) {
  await expect(status(page)).toHaveText('Saved');
}

/** What a screen reader was told last, or what a message says. */
export async function expectAnnounced(page: Page, words: string | RegExp) {
  await expect(page.getByRole('status').filter({ hasText: words })).not.toHaveCount(0);
}

export function list(scope: Page | Locator, noun: Noun) {
  return scope.getByRole('list', { name: LISTS[noun], exact: true });
}

export function entry(scope: Page | Locator, name: string) {
  return scope.getByRole('article', { name, exact: true });
}

/** The names of the entries of a list, from the top. */
export async function expectOrder(page: Page, noun: Noun, names: string[]) {
  // The heading of each, not what is in it.
  const headings = list(page, noun).getByRole('article').getByRole('heading', { level: 3 });
  await expect(headings).toHaveText(names);
}

/** Waits for a script that is fetched a second after the playbook was opened. */
export async function fetched(page: Page, file: string) {
  const isThere = (file: string) => performance.getEntriesByType('resource').some(({ name }) => name.includes(file));
  await page.waitForFunction(isThere, file);
}

/** Adds an entry with a name, at the end of the only list of its kind on the page. */
export async function add(page: Page, noun: Noun, name: string) {
  const button = page.getByRole('button', { name: `Add ${noun}`, exact: true });
  // More of a list is drawn when its end is come to, and moves the button away.
  const more = page.getByRole('button', { name: /^Show \d+ more$/ });
  for (let turn = 0; turn < 4 && (await more.count()); turn += 1) await button.hover();
  await button.click();
  const box = entry(page, `Untitled ${noun}`).getByRole('textbox').first();
  await expect(box).toBeFocused();
  await box.fill(name);
  const added = entry(page, name);
  await expect(added).toBeVisible();
  return added;
}

/** Deletes an entry that others name, and leaves these as they are. */
export async function deleteNamed(page: Page, named: Locator) {
  await named.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog', { name: /^Delete “/ }).getByRole('button', { name: 'Delete' }).click();
}

/** Adds a part to an entry, or to a part of one. Gives its group of fields, under the name that it has at first. */
export async function addPart(whole: Locator, noun: Noun) {
  await whole.getByRole('button', { name: `Add ${noun}`, exact: true }).click();
  const added = part(whole, noun);
  await expect(added).toBeVisible();
  return added;
}

export function part(whole: Locator, name: string) {
  return whole.getByRole('group', { name, exact: true });
}

/** A part together with the parts that belong to it: a token with its allowed values. */
export function partItem(whole: Locator, name: string) {
  return whole.getByRole('listitem').filter({ has: whole.page().getByRole('group', { name, exact: true }) });
}

/** One field with what it is to hold. */
export type FieldValue = {
  label: string;
  /** Its name in the JSON file. */
  key: string;
} & (
  | { shape: 'line' | 'text' | 'link' | 'suggested' | 'date'; value: string }
  | { shape: 'words'; value: string[] }
  | { shape: 'choice'; value: string; code: string }
  | { shape: 'flag'; value: boolean }
  | { shape: 'one'; value: string }
  | { shape: 'many'; value: string[] }
);

export type Shape = FieldValue['shape'];

/** The control of a field. */
export function field(scope: Locator, label: string, shape: Shape): Locator {
  switch (shape) {
    case 'line':
    case 'text':
    case 'words':
    case 'link':
      return scope.getByRole('textbox', { name: label, exact: true }).first();
    case 'suggested':
    case 'choice':
    case 'one':
    case 'many':
      return scope.getByRole('combobox', { name: label, exact: true }).first();
    case 'flag':
      return scope.getByRole('checkbox', { name: label, exact: true }).first();
    case 'date':
      // Browsers give it no role of its own.
      return scope.getByLabel(label, { exact: true }).first();
  }
}

/** Fills a field in as a person does: picking by typing where there is something to pick. */
export async function fill(scope: Locator, one: FieldValue) {
  const control = field(scope, one.label, one.shape);
  switch (one.shape) {
    case 'words':
      return control.fill(one.value.join('\n'));
    case 'choice':
      await control.selectOption({ label: one.value });
      return;
    case 'flag':
      return control.setChecked(one.value);
    case 'one':
      return pick(scope, one.label, one.value);
    case 'many':
      for (const name of one.value) await pick(scope, one.label, name);
      return;
    default:
      return control.fill(one.value);
  }
}

/** Picks by typing a name. The offer with exactly this name is taken; where there is none, a person of this
 * name is added. */
export async function pick(scope: Locator, label: string, name: string, made = 'new person') {
  const box = field(scope, label, 'one');
  await box.fill(name);
  const offers = offered(scope, label);
  const known = offers.filter({ has: scope.page().getByText(name, { exact: true }) });
  const fresh = offers.filter({ hasText: `Add “${name}”` }).filter({ hasText: made });
  await known.or(fresh).click();
  await expect(offers).toHaveCount(0);
}

/** What a field offers while somebody types in it. */
export function offered(scope: Locator, label: string) {
  return scope.getByRole('listbox', { name: label, exact: true }).getByRole('option');
}

/** Checks what a field shows. */
export async function expectField(scope: Locator, one: FieldValue) {
  const control = field(scope, one.label, one.shape);
  switch (one.shape) {
    case 'words':
      return expect(control).toHaveValue(one.value.join('\n'));
    case 'choice':
      return expect(control).toHaveValue(one.code);
    case 'flag':
      return expect(control).toBeChecked({ checked: one.value });
    case 'many':
      await expect(
        scope.getByRole('button', { name: new RegExp(`^Remove .+ from ${one.label}$`) }),
      ).toHaveCount(one.value.length);
      for (const name of one.value) await expect(chip(scope, one.label, name)).toBeVisible();
      return;
    default:
      return expect(control).toHaveValue(one.value);
  }
}

/** One of several entries that a field points at: the button that takes it out. */
export function chip(scope: Locator, label: string, name: string) {
  return scope.getByRole('button', { name: `Remove ${name} from ${label}`, exact: true });
}

/** Shows also the fields of an entry that hold nothing. One that was just added shows them anyway. */
export async function showAllFields(card: Locator) {
  const more = card.getByRole('button', { name: 'All fields', exact: true });
  if (await more.count()) await more.first().click();
}

/** Exports the playbook that is open; gives the name of the file and what is in it. */
export async function exportAs(page: Page, item: 'Markdown (.md)' | 'JSON (.json)') {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: item, exact: true }).click();
  const download = await downloading;
  const name = download.suggestedFilename();
  return { name, text: await readFile(await download.path(), 'utf8') };
}

/** An entry of an exported file: fields by their keys, and lists of parts. */
export type JsonEntry = { id: string; agreement: string; name?: string } & Record<string, unknown>;

/** An exported file, as far as tests look into it. */
export interface JsonPlaybook {
  format: string;
  version: number;
  title: string;
  people: JsonEntry[];
  teams: JsonEntry[];
  sections: ({ id: string; name: string; introduction?: string } & Record<string, unknown>)[];
}

export async function exportJson(page: Page): Promise<JsonPlaybook> {
  const { text } = await exportAs(page, 'JSON (.json)');
  return JSON.parse(text) as JsonPlaybook;
}

/** All entries of a file by their ids, parts included. */
export function entriesById(playbook: JsonPlaybook): Map<string, JsonEntry> {
  const found = new Map<string, JsonEntry>();
  const visit = (value: unknown) => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (value !== null && typeof value === 'object') {
      const one = value as JsonEntry;
      if (typeof one.id === 'string' && typeof one.agreement === 'string') found.set(one.id, one);
      Object.values(value).forEach(visit);
    }
  };
  visit([playbook.people, playbook.teams, playbook.sections]);
  return found;
}
