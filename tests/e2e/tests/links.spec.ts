// A playbook, or a section of one, handed over in a link: nothing lies on any server.

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, expectOrder, goTo } from '../playbook';
import { create } from '../playbooks';

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

test('a playbook goes from one browser to another in a link', async ({ page, browser, problems }) => {
  await createAt(page, 'Definitions');
  for (const term of ['Lead', '見込み客']) await add(page, 'definition', term);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Copy as link' }).click();
  await expect(page.getByText(/The link is copied/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const context = await browser.newContext();
  problems.watch(context);
  const other = await context.newPage();
  await other.goto(link);
  const dialog = other.getByRole('dialog', { name: 'Import' });
  await expect(dialog).toContainText('The link holds the playbook “Test playbook” with');
  await expectAccessible(other);

  // Nothing is kept before one says so.
  await other.keyboard.press('Escape');
  await expect(other).toHaveURL(/#\/$/);
  await expect(other.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(0);
  await other.goto(link);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await goTo(other, 'Definitions');
  await expectOrder(other, 'definition', ['Lead', '見込み客']);

  // Whoever has it already is told what is new.
  await other.goto(link);
  await expect(dialog).toContainText('Nothing in “the link” is new');
  await context.close();
});

test('a link that is cut off is refused', async ({ page, site }) => {
  await page.goto(`${site}#/given/gp1j.AAAAAAAAAAAAAAAAAAAAAQ.7V0`);
  await expect(page.getByRole('dialog', { name: 'Import' }).getByRole('alert')).toContainText('The link is cut off');
});

test('what does not fit a link is said, and how it would', async ({ page, problems }) => {
  // What the tests look into the preview with is kept from running there, as any script would be.
  problems.expect(/Blocked script execution in 'about:srcdoc'/);
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Copy as link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('alert')).toContainText('That does not fit into a link');
  for (const box of await dialog.getByRole('group', { name: 'Sections' }).getByRole('checkbox').all()) await box.uncheck();
  await dialog.getByRole('checkbox', { name: 'Definitions' }).check();
  await dialog.getByRole('button', { name: 'Copy as link' }).click();
  await expect(page.getByText(/The link is copied/)).toBeVisible();

  // A section brings only itself to the playbook that it is of.
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  await page.goto(link);
  await expect(page.getByRole('dialog', { name: 'Import' })).toContainText('Nothing in “the link” is new');
});
