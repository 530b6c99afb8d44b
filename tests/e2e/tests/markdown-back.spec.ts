// A playbook goes to a document and comes back: what was changed there is reviewed, and taken over.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, test } from '../fixtures';
import { add, createAt, entry, expectOrder, goTo, list } from '../playbook';
import { choose, download, importDialog } from '../playbooks';

const field = (page: Page, name: string, label: string) =>
  entry(page, name).getByRole('textbox', { name: label, exact: true });
const markdown = async (page: Page) => (await download(page, 'Markdown (.md)')).text;

/** A playbook with some definitions and a tool. */
async function begin(page: Page) {
  await createAt(page, 'Definitions');
  for (const term of ['Lead', 'MQL', 'SLA']) await add(page, 'definition', term);
  await field(page, 'Lead', 'Definition').fill('Somebody who *may* buy something.');
  await field(page, 'MQL', 'Definition').fill('A lead that fits.\n\n- score of 50\n- asked for a demo');
  await goTo(page, 'Sales Tools');
  await add(page, 'tool', 'CRM');
  await goTo(page, 'Definitions');
}

test('an export that nobody changed brings nothing', async ({ page }) => {
  await begin(page);
  await choose(page, 'same.md', await markdown(page));
  await expect(importDialog(page)).toContainText('Nothing in “same.md” is new: everything that it says is here.');
  await expect(importDialog(page).getByRole('button', { name: /Take over/ })).toHaveCount(0);
});

/** As Google Docs writes a document that was given to it. */
const throughDocs = (text: string) =>
  text
    .replace(/^(#+) (.*)$/gm, '$1 **$2** {#an-anchor}')
    .replace(/^- (.*)$/gm, '* $1  ')
    .replace(/^\|( ---( \|)?)+$/gm, (rule) => rule.replaceAll('---', ':----'))
    .replaceAll('_', '\\_');

test('what somebody changed in Google Docs is reviewed and taken over, as one step', async ({ page }) => {
  await begin(page);
  const text = throughDocs(await markdown(page))
    .replace('Somebody who *may* buy', 'Somebody who *will* buy')
    .replace('### **SLA** {#an-anchor}', '### **SQL** {#an-anchor}\n\n**Definition:** Accepted by sales.')
    .replace('| CRM | Active | *Draft* |', '| CRM | Active | *Draft* |\n| Dialer | Trial | *Draft* |');
  await choose(page, 'from-docs.md', text);
  const dialog = importDialog(page);
  await expect(dialog).toContainText('was compared with it by section and name: 4 changes');
  await expect(dialog.getByRole('deletion').filter({ hasText: 'may' })).toBeVisible();
  await expect(dialog.getByRole('insertion').filter({ hasText: /^will$/ })).toBeVisible();
  const box = (name: string) => dialog.getByRole('checkbox', { name, exact: true });
  await expect(box('SLA · Missing definition'), 'nothing goes unasked').not.toBeChecked();
  await expectAccessible(page);

  // By section: none of the tools.
  await expect(box('Sales Tools')).toBeChecked();
  await box('Sales Tools').uncheck();
  await expect(box('Sales Tools')).toBeFocused();
  await expect(box('Dialer · New tool')).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Take over 2 changes' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Merged “from-docs.md”: 2 changes.')).toBeVisible();
  await expect(field(page, 'Lead', 'Definition')).toHaveValue('Somebody who *will* buy something.');
  await expectOrder(page, 'definition', ['Lead', 'MQL', 'SLA', 'SQL']);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(field(page, 'Lead', 'Definition')).toHaveValue('Somebody who *may* buy something.');
  await expectOrder(page, 'definition', ['Lead', 'MQL', 'SLA']);

  // What was left is offered again.
  await choose(page, 'from-docs.md', text);
  await dialog.getByRole('button', { name: 'Select none' }).click();
  await box('Dialer · New tool').check();
  await dialog.getByRole('button', { name: 'Take over 1 change' }).click();
  await goTo(page, 'Sales Tools');
  await expect(list(page, 'tool').getByRole('article', { name: 'Dialer' })).toBeVisible();
});

test('a file of a newer Guidepost can be read, but not imported', async ({ page, problems }) => {
  problems.expect(/Blocked script execution in 'about:srcdoc'/);
  await begin(page);
  const file = JSON.parse((await download(page, 'JSON (.json)')).text);
  await choose(page, 'newer.json', JSON.stringify({ ...file, version: 99 }));
  await expect(importDialog(page).getByRole('alert')).toContainText('Nothing was imported from “newer.json”.');
  await expect(importDialog(page).getByRole('alert')).toContainText('Reload this page');
  const preview = page.frameLocator('iframe[title="What is in the file"]');
  await expect(preview.getByRole('heading', { level: 3, name: 'MQL' })).toBeVisible();
  await expectAccessible(page);
  await importDialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(importDialog(page)).toBeHidden();
});

test('what was typed while somebody looked at the changes is not written over', async ({ page, context }) => {
  await begin(page);
  const text = (await markdown(page)).replace('*may* buy', '*will* buy');
  await choose(page, 'late.md', text);
  const dialog = importDialog(page);
  await expect(dialog.getByRole('button', { name: 'Take over 1 change' })).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await field(other, 'Lead', 'Definition').fill('Somebody who may buy something soon.');
  await expect(field(page, 'Lead', 'Definition')).toHaveValue('Somebody who may buy something soon.');
  await dialog.getByRole('button', { name: 'Take over 1 change' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The playbook has changed meanwhile.');
  await expect(field(page, 'Lead', 'Definition')).toHaveValue('Somebody who may buy something soon.');
  await dialog.getByRole('button', { name: 'Take over 1 change' }).click();
  await expect(field(page, 'Lead', 'Definition')).toHaveValue('Somebody who *will* buy something.');
});
