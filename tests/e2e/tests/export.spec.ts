// What leaves for other programs: rich text for documents, one page of HTML, lists as CSV, paper.

import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, entry, goTo } from '../playbook';
import { create, download } from '../playbooks';

const field = (page: Page, name: string, label: string) =>
  entry(page, name).getByRole('textbox', { name: label, exact: true });

async function choose(page: Page, what: string) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: what, exact: true }).click();
}

/** Pastes into an empty document, as a person would, and gives what is there. */
async function pasted(page: Page) {
  const document = await page.context().newPage();
  await document.setContent('<div contenteditable style="min-height: 100px"></div>');
  await document.locator('div').click();
  await document.keyboard.press('ControlOrMeta+V');
  await expect(document.locator('div')).not.toBeEmpty();
  return document.locator('div[contenteditable]');
}

test('a copy for Google Docs has headings, tables with a header, lists and links', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  await choose(page, 'Copy for Google Docs');
  await expect(page.getByText('Copied. Paste it into a document')).toBeVisible();
  const copy = await pasted(page);
  await expect(copy.locator('h1')).toHaveText('Kestrelmoor');
  await expect(copy.locator('h2').filter({ hasText: 'Lifecycle Management' })).toHaveCount(1);
  expect(await copy.locator('h3').count()).toBeGreaterThan(8);
  const columns = copy.locator('thead th:first-child');
  expect((await columns.allTextContents()).filter((column) => column === 'To stage').length).toBeGreaterThan(3);
  expect(await copy.locator('li').count()).toBeGreaterThan(3);
  expect(await copy.locator('a[href^="https://"]').count()).toBeGreaterThan(0);
  await expect(copy.locator('script, style, iframe, svg')).toHaveCount(0);
  const picture = copy.getByRole('img', { name: 'Lifecycle' });
  await expect(picture).toHaveAttribute('src', /^data:image\/png;base64,/);
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(500);
  // As text, where there is no rich text.
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# Kestrelmoor\n/);
});

test('one section and one entry are copied from where they stand', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await createAt(page, 'Definitions');
  for (const term of ['Lead', 'MQL']) await add(page, 'definition', term);
  await field(page, 'MQL', 'Definition').fill('A **lead** that <fits>.');
  await page.getByRole('button', { name: 'Copy MQL for Google Docs' }).click();
  await expect(page.getByText('Copied. Paste it')).toBeVisible();
  let copy = await pasted(page);
  await expect(copy.locator('h3')).toHaveText('MQL');
  await expect(copy).toContainText('A lead that <fits>.');
  await expect(copy.locator('strong, b').filter({ hasText: /^lead$/ })).toHaveCount(1);
  await expect(copy).not.toContainText('Sales Tools');

  await page.getByRole('button', { name: 'Copy Definitions for Google Docs' }).click();
  await expect(async () => {
    copy = await pasted(page);
    await expect(copy.locator('h2')).toHaveText('Definitions', { timeout: 500 });
  }).toPass();
  await expect(copy).toContainText('Lead');
});

test('where the clipboard refuses, rich text is there to be copied by hand', async ({ page }) => {
  await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await open(page);
  await create(page, 'Acme');
  await choose(page, 'Copy for Google Docs');
  const box = page.getByRole('dialog', { name: 'Copy' }).getByRole('textbox', { name: 'What is copied' });
  await expect(box.getByRole('heading', { level: 1, name: 'Acme' })).toBeVisible();
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('Lifecycle Management');
  await expectAccessible(page);
});

test('a playbook leaves as one page of HTML that needs nothing else', async ({ page, context }) => {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  const { name, text } = await download(page, 'HTML (.html)');
  expect(name).toMatch(/^Kestrelmoor-.*\.html$/);
  const reader = await context.newPage();
  await reader.setContent(text);
  await expect(reader).toHaveTitle('Kestrelmoor');
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Kestrelmoor');
  const contents = reader.getByRole('navigation');
  await expect(contents.getByRole('link', { name: 'Definitions' })).toBeVisible();
  const lost = await reader.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute('href')?.slice(1) ?? '')
      .filter((target) => document.querySelectorAll(`[id="${CSS.escape(target)}"]`).length !== 1),
  );
  expect(lost).toEqual([]);
  await expect(reader.locator('script')).toHaveCount(0);
  // The lifecycle as a picture, which is there in print, too.
  const picture = reader.getByRole('img', { name: 'Lifecycle' });
  await expect(picture).toContainText('qualified lead');
  await reader.emulateMedia({ media: 'print' });
  await expect(picture).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a page of HTML has no accessibility violation in ${colorScheme}`, async ({ page, context }) => {
    await createAt(page, 'Definitions');
    for (const term of ['Lead', 'MQL']) await add(page, 'definition', term);
    await field(page, 'MQL', 'Definition').fill('# A heading\n\n- one\n- two\n\n| | b |\n|---|---|\n| c | d |');
    const { text } = await download(page, 'HTML (.html)');
    const reader = await context.newPage();
    await reader.emulateMedia({ colorScheme });
    await reader.setContent(text);
    await expectAccessible(reader);
  });
}

test('one leaves out what nobody should see, and sees before what leaves', async ({ page, context, problems }) => {
  // What the tests look into the preview with is kept from running there, as any script would be.
  problems.expect(/Blocked script execution in 'about:srcdoc'/);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await createAt(page, 'Definitions');
  for (const term of ['Lead', 'MQL']) await add(page, 'definition', term);
  await goTo(page, 'Sales Tools');
  await add(page, 'tool', 'CRM');
  await choose(page, 'Choose and preview');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const preview = page.frameLocator('iframe[title="Preview"]');
  await expect(preview.getByRole('heading', { level: 2, name: 'Sales Tools' })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('checkbox', { name: 'Sales Tools' }).uncheck();
  await expect(preview.getByRole('heading', { level: 2, name: 'Sales Tools' })).toHaveCount(0);
  await expect(preview.getByRole('heading', { level: 3, name: 'MQL' })).toHaveCount(0);
  await dialog.getByRole('radio', { name: 'As headings' }).check();
  await expect(preview.getByRole('heading', { level: 3, name: 'MQL' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Drafts' }).uncheck();
  await expect(preview.getByRole('heading', { level: 3, name: 'MQL' })).toHaveCount(0);
  await dialog.getByRole('checkbox', { name: 'Drafts' }).check();
  await dialog.getByRole('checkbox', { name: 'A list of contents' }).uncheck();
  await expect(preview.getByRole('navigation')).toHaveCount(0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save Markdown' }).click(),
  ]);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain('### MQL');
  expect(text).not.toMatch(/Sales Tools|Contents/);
  await dialog.getByRole('button', { name: 'Copy for Google Docs' }).click();
  await expect(page.getByText('Copied. Paste it')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('each list leaves as CSV that no spreadsheet takes for formulas', async ({ page }) => {
  await createAt(page, 'Definitions');
  await add(page, 'definition', '=HYPERLINK("https://evil.example")');
  await add(page, 'definition', 'MQL; "quoted"');
  await choose(page, 'CSV (.csv)');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save Definitions as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^Test-playbook-Definitions-.*\.csv$/);
  const bytes = readFileSync(await file.path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = bytes.toString('utf8').slice(1).split('\r\n');
  expect(rows[0]).toMatch(/^Term,Also known as,Definition,/);
  expect(rows[1]).toMatch(/^"'=HYPERLINK\(""https:\/\/evil.example""\)"/);
  expect(rows[2]).toMatch(/^"MQL; ""quoted"""/);
});

test('the whole playbook is printed, once the menu is gone', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => {
      const open = parent.document.querySelector(':popover-open') !== null;
      const headings = [...document.querySelectorAll('h2')].map((heading) => heading.textContent);
      parent.document.title = `printed ${headings.join()}, menu open: ${open}`;
    };
  });
  await open(page);
  await create(page, 'Acme');
  await choose(page, 'Print');
  await expect(page).toHaveTitle(/^printed Demand Generation Tools,.*,Definitions, menu open: false$/);
});
