// Rows of spreadsheets and files become entries: what each column means is looked at, and what each row does.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, entry, expectOrder, goTo } from '../playbook';
import { choose, create } from '../playbooks';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Import' });
const meaning = (page: Page, column: string) => dialog(page).getByRole('combobox', { name: `Meaning of ${column}` });
const row = (page: Page, name: string) => dialog(page).getByRole('list', { name: 'Rows' }).getByRole('listitem').filter({ hasText: name });
const field = (page: Page, name: string, label: string) =>
  entry(page, name).getByRole('textbox', { name: label, exact: true });

/** Puts something on the clipboard as a spreadsheet does, and pastes it beside all fields. */
async function paste(page: Page, kinds: Record<string, string>) {
  await page.evaluate((kinds) => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, kinds);
}

test('a list of tools from Excel becomes tools, with the people who run them', async ({ page }) => {
  await createAt(page, 'Sales Tools');
  await add(page, 'tool', 'CRM');
  await field(page, 'CRM', 'Purpose').fill('Where sales works.');
  // As Excel saves it in many countries: semicolons, and Windows-1252.
  const csv = [
    'Tool;Category;Owner;What we use it for;Colour',
    'crm;Customer data;Inês Aguilar;;green',
    'Dialer;Calls;Tom O’Neill;“Cold” calls – and warm ones;',
    'Scheduler;Meetings;;Booking; blue',
    'Tool;Category;Owner;What we use it for;Colour',
    ';nothing;;;',
  ].join('\r\n');
  const windows: Record<string, number> = { '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, 'ê': 0xea };
  await choose(page, 'tools.csv', Buffer.from([...csv].map((letter) => windows[letter] ?? letter.charCodeAt(0))));
  await expect(dialog(page)).toContainText('“tools.csv” has 4 rows.');
  await expect(dialog(page).getByRole('combobox', { name: 'The rows are' })).toHaveText(/Tools in Sales Tools/);
  await expect(meaning(page, 'Owner').locator('option:checked')).toHaveText('Manager');
  await expect(meaning(page, 'What we use it for').locator('option:checked')).toHaveText('Purpose');
  await expect(meaning(page, 'Colour').locator('option:checked')).toHaveText('Keep as text');
  await expect(row(page, 'crm')).toContainText('Changes');
  await expect(row(page, 'Dialer')).toContainText('New');
  await expect(row(page, 'Row 4')).toContainText('Left out: It has no name.');
  await expect(dialog(page).getByText('1 thing in the table was not as expected')).toBeVisible();
  await expectAccessible(page);

  await meaning(page, 'Colour').selectOption({ label: 'Leave out' });
  await row(page, 'Scheduler').getByRole('checkbox').uncheck();
  await expect(row(page, 'Scheduler')).toContainText('Left out');
  await expect(row(page, 'Scheduler').getByRole('checkbox')).toBeFocused();
  await dialog(page).getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(dialog(page)).toBeHidden();
  await expectOrder(page, 'tool', ['CRM', 'Dialer']);
  await expect(field(page, 'Dialer', 'Purpose')).toHaveValue('“Cold” calls – and warm ones');
  await expect(field(page, 'CRM', 'Purpose'), 'an empty cell changes nothing').toHaveValue('Where sales works.');
  await goTo(page, 'People and teams');
  await expectOrder(page, 'person', ['Inês Aguilar', 'Tom O’Neill']);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await goTo(page, 'Sales Tools');
  await expectOrder(page, 'tool', ['CRM']);
});

test('rows are pasted from Google Sheets, and each change is looked at', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'MQL');
  await field(page, 'MQL', 'Definition').fill('A lead.');
  await page.getByRole('heading', { level: 1 }).click();
  await paste(page, {
    'text/plain': 'Term\tMeaning\nMQL\tA good lead.\nSLA\tHow fast somebody acts.',
    'text/html':
      '<google-sheets-html-origin><style>td{}</style><table><tr><td>Term</td><td>Meaning</td></tr><tr><td>MQL</td><td>A good lead.</td></tr>' +
      '<tr><td><a href="https://sla.example">SLA</a></td><td>How fast<br>somebody acts.</td></tr></table>',
  });
  await expect(dialog(page)).toContainText('“what was pasted” has 2 rows.');
  await expect(dialog(page).getByRole('combobox', { name: 'The rows are' })).toHaveText(/Definitions/);
  await dialog(page).getByRole('button', { name: 'Look at each change' }).click();
  await expect(dialog(page).getByRole('insertion').filter({ hasText: 'good' })).toBeVisible();
  await dialog(page).getByRole('checkbox', { name: 'MQL · Definition' }).uncheck();
  await dialog(page).getByRole('button', { name: 'Take over 1 change' }).click();
  await expectOrder(page, 'definition', ['MQL', 'SLA']);
  await expect(field(page, 'MQL', 'Definition')).toHaveValue('A lead.');
});

test('what is pasted into a field stays there, and a picture is refused', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'MQL');
  await field(page, 'MQL', 'Definition').focus();
  await page.keyboard.insertText('a\tb\nc\td');
  await expect(dialog(page)).toBeHidden();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10])], 'shot.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(dialog(page).getByRole('alert')).toContainText('This is a picture.');
});

test('a glossary as YAML and a stack as JSON become lists', async ({ page }) => {
  await open(page);
  await create(page, 'Acme', 'Blank playbook');
  await choose(page, 'glossary.yml', '- term: MQL\n  definition: A lead that fits.\n  aliases: [marketing qualified lead]\n- term: SQL\n  definition: One that sales takes.\n');
  await dialog(page).getByRole('button', { name: 'Import 2 rows' }).click();
  await choose(page, 'stack.json', JSON.stringify({ tools: [{ name: 'CRM', vendor: 'Acme', url: 'https://crm.example' }] }));
  await expect(dialog(page).getByRole('combobox', { name: 'The rows are' })).toHaveText(/Tools in/);
  await dialog(page).getByRole('button', { name: 'Import 1 row' }).click();
  await goTo(page, 'Definitions');
  await expectOrder(page, 'definition', ['MQL', 'SQL']);
});

test('member statuses of Salesforce and stages of HubSpot find their places', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  await paste(page, {
    'text/plain':
      'Campaign Type\tMember Status\tResponded\nWebinar\tRegistered\tFALSE\nWebinar\tAttended\tTRUE\nConference\tMet at booth\tTRUE',
  });
  await expect(dialog(page).getByRole('combobox', { name: 'The rows are' })).toHaveText(/Campaign types/);
  await dialog(page).getByRole('button', { name: 'Import 3 rows' }).click();
  await goTo(page, 'Marketing Campaign Management & Reporting');
  await expect(entry(page, 'Webinar').getByRole('textbox', { name: 'Name', exact: true }).nth(1)).toHaveValue('Registered');
  await expect(entry(page, 'Webinar').getByRole('checkbox', { name: 'Counts as success' }).nth(1)).toBeChecked();

  await choose(page, 'lifecycle.csv', 'Label,Internal value\nLead,lead\nMQL,mql_2026\n');
  await expect(dialog(page).getByRole('combobox', { name: 'The rows are' })).toHaveText(/Stages/);
  await expect(row(page, 'MQL')).toContainText('Changes System value');
  await dialog(page).getByRole('button', { name: /Import \d rows?/ }).click();
  await goTo(page, 'Lifecycle Management');
  await entry(page, 'MQL').getByRole('button', { name: 'All fields' }).first().click();
  await expect(field(page, 'MQL', 'System value')).toHaveValue('mql_2026');
});

test('without a playbook, rows become one', async ({ page }) => {
  await open(page);
  await choose(page, 'Our stack.csv', 'Tool,Purpose\nCRM,Sales\n');
  await dialog(page).getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByText('Imported “Our stack” with 1 entry.')).toBeVisible();
});
