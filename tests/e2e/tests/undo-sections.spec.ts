// Undo and redo of what is edited of a playbook and its sections, by keys and by the header's buttons.

import { expect, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, goTo, mainHeading, sections, titleBox } from '../playbook';
import { backAndForth } from '../undo';

test('the title of the playbook', async ({ page }) => {
  await createPlaybook(page, 'First title');
  await titleBox(page).fill('Second title');
  await backAndForth(
    page,
    () => expect(titleBox(page)).toHaveValue('First title'),
    () => expect(titleBox(page)).toHaveValue('Second title'),
  );
  await expect(page).toHaveTitle(/Second title/);
});

test('the introduction of a section', async ({ page }) => {
  await createAt(page, 'Definitions');
  const introduction = page.getByRole('textbox', { name: 'Introduction' });
  await introduction.fill('One meaning each.');
  await backAndForth(
    page,
    () => expect(introduction).toHaveValue(''),
    () => expect(introduction).toHaveValue('One meaning each.'),
  );
});

test('renaming a section', async ({ page }) => {
  await createAt(page, 'Definitions');
  await page.getByRole('button', { name: 'Rename section' }).click();
  const box = page.getByRole('textbox', { name: 'Section name' });
  await box.fill('Glossary');
  await box.press('Enter');
  const link = (name: string) => sections(page).getByRole('link', { name, exact: true });
  await backAndForth(
    page,
    async () => {
      await expect(mainHeading(page, 'Definitions')).toBeVisible();
      await expect(link('Definitions')).toBeVisible();
    },
    async () => {
      await expect(mainHeading(page, 'Glossary')).toBeVisible();
      await expect(link('Glossary')).toBeVisible();
    },
  );
});

test('hiding a section', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  const link = sections(page).getByRole('link', { name: 'Sales Tools' });
  await page.getByRole('button', { name: 'Hide section' }).click();
  await backAndForth(
    page,
    () => expect(link).toBeVisible(),
    () => expect(link).toHaveCount(0),
  );
});

test('moving a section', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  const links = sections(page).getByRole('list').nth(1).getByRole('link');
  await page.getByRole('button', { name: 'Arrange sections' }).click();
  await page.getByRole('button', { name: 'Move Definitions up' }).click();
  await backAndForth(
    page,
    () => expect(links.last()).toHaveAccessibleName('Definitions'),
    () => expect(links.last()).toHaveAccessibleName('Internal Document Management'),
  );
});

test('adding and deleting a section, with what is in it', async ({ page }) => {
  await createPlaybook(page, 'Test playbook');
  await page.getByRole('button', { name: 'Add section' }).click();
  const link = (name: string) => sections(page).getByRole('link', { name, exact: true });
  await expect(link('Untitled section')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Section name' })).toBeFocused();
  await backAndForth(
    page,
    () => expect(link('Untitled section')).toHaveCount(0),
    () => expect(link('Untitled section')).toBeVisible(),
  );

  await goTo(page, 'Untitled section');
  await page.getByRole('button', { name: 'Rename section' }).click();
  await page.getByRole('textbox', { name: 'Section name' }).fill('Meetings');
  await page.getByRole('textbox', { name: 'Section name' }).press('Enter');
  await add(page, 'entry', 'Weekly review');
  await page.getByRole('button', { name: 'Delete section' }).click();
  await backAndForth(
    page,
    () => expect(link('Meetings')).toBeVisible(),
    () => expect(link('Meetings')).toHaveCount(0),
  );
  const message = page.getByRole('status').filter({ hasText: 'Section “Meetings” deleted.' });
  await message.getByRole('button', { name: 'Undo' }).click();
  await goTo(page, 'Meetings');
  await expect(entry(page, 'Weekly review')).toBeVisible();
});
