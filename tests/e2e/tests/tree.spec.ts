// What Chromium tells screen readers: its accessibility tree, page by page.

import type { Page } from '@playwright/test';

import { expect, open, test } from '../fixtures';
import { SECTIONS, add, createAt, createPlaybook, DIRECTORY, expectSaved, goTo, mainHeading } from '../playbook';

interface Node {
  ignored: boolean;
  role: string;
  name: string;
  /** How soon what changes in it is said: polite, assertive, off. */
  live: string;
  /** What it says of itself, such as `expanded`. */
  says: string[];
}

/** What a screen reader is told of the page as it is. */
async function tree(page: Page): Promise<Node[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.map(({ ignored, role, name, properties = [] }) => ({
    ignored,
    role: String(role?.value ?? ''),
    name: String(name?.value ?? '').trim(),
    live: String(properties.find(({ name }) => name === 'live')?.value.value ?? ''),
    says: properties.map(({ name }) => String(name)),
  }));
}

const OPERATED = ['button', 'link', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'option', 'menuitem', 'slider', 'tab'];
const NAMED = [...OPERATED, 'dialog', 'alertdialog', 'article', 'region', 'navigation', 'listbox', 'img'];

/** Whatever is operated, and whatever one jumps to, has a name; there is one page in the page, and it has a title. */
async function expectNamed(page: Page, where: string) {
  const nodes = (await tree(page)).filter(({ ignored }) => !ignored);
  const nameless = nodes.filter(({ role, name }) => NAMED.includes(role) && !name);
  expect(nameless, where).toEqual([]);
  expect(nodes.filter(({ role }) => role === 'main').length, where).toBeLessThanOrEqual(1);
  const root = nodes.find(({ role }) => role === 'RootWebArea');
  expect(root?.name, where).toMatch(/Guidepost$/);
  return nodes;
}

test('each page and dialog says what it has', async ({ page, problems }) => {
  test.slow();
  // What is asked of the preview's tree runs nothing there.
  problems.expect(/Blocked script execution in 'about:srcdoc'/);
  await open(page);
  await expectNamed(page, 'no playbooks');
  await page.getByRole('button', { name: 'New playbook', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'New playbook' })).toBeVisible();
  await expectNamed(page, 'new playbook');
  await page.keyboard.press('Escape');
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await expectSaved(page);
  for (const name of [...SECTIONS, DIRECTORY, 'Ownership', 'Checks']) {
    await goTo(page, name);
    // What workers draw, too.
    await expect(page.getByRole('main').getByRole('link').or(page.getByRole('main').getByRole('button')).first()).toBeVisible();
    await expectNamed(page, name);
  }
  await goTo(page, 'Overview');
  for (const [button, dialog] of [
    ['Share', 'Share'],
    ['Storage', 'Storage and backup'],
  ]) {
    await page.getByRole('banner').getByRole('button', { name: button }).first().click();
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
    await expectNamed(page, dialog);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Choose and preview' })).toBeVisible();
  await expectNamed(page, 'the menu Export');
  await page.getByRole('button', { name: 'Choose and preview' }).click();
  await expect(page.getByTitle('Preview')).toBeVisible();
  await expectNamed(page, 'what is exported');
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('link', { name: 'Read', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expectNamed(page, 'what is read');
});

test('the search says how many there are, and which one is chosen', async ({ page }) => {
  await createPlaybook(page, 'Kestrelmoor', 'Example playbook');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('combobox', { name: 'Search' }).fill('webinar');
  await expect(page.getByRole('dialog', { name: 'Search' }).locator('[data-for="webinar"]')).toBeVisible();
  const nodes = await expectNamed(page, 'search');
  const box = nodes.find(({ role, name }) => role === 'combobox' && name === 'Search');
  expect(box?.says).toEqual(expect.arrayContaining(['expanded', 'activedescendant', 'focused', 'controls']));
  const said = nodes.filter(({ role, live }) => role === 'status' && live === 'polite');
  expect(said.length).toBeGreaterThan(0);
  expect(nodes.some(({ name, role }) => role === 'StaticText' && /^\d+ entries$/.test(name))).toBe(true);
});

test('what is done is said', async ({ page }) => {
  await createAt(page, 'Definitions');
  await expect(mainHeading(page, 'Definitions')).toBeVisible();
  // The places in which messages appear are there before them.
  const before = await tree(page);
  expect(before.filter(({ live }) => live === 'polite').length).toBeGreaterThan(0);
  await add(page, 'definition', 'Churn');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect
    .poll(async () => (await tree(page)).some(({ role, name }) => role === 'StaticText' && name.startsWith('Undid')))
    .toBe(true);
});
