// What leaves and what comes in: export, import, and files that are not as they should be. What the worker does: transfer-worker.spec.ts.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { choose, create, download, fileOf, fillStorage, goToStart, importDialog, listed } from '../playbooks';

const today = () => {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

/** All that is stored, to compare. */
const stored = (page: Page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));

test('a playbook goes out as JSON, comes in elsewhere, and goes out the same to the last byte', async ({
  page,
  browser,
  site,
  problems,
}) => {
  await open(page);
  await create(page, 'Acme & Söhne: “Q4”', 'Example playbook');
  const first = await download(page, 'JSON (.json)');
  expect(first.name).toBe(`Acme-&-Söhne-“Q4”-${today()}.json`.replace('-&', ''));
  await expect(page.getByText(`Exported as ${first.name}.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();
  const written = JSON.parse(first.text);
  expect(written.format).toBe('guidepost-playbook');
  expect(written.title).toBe('Acme & Söhne: “Q4”');

  const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true });
  problems.watch(context);
  const elsewhere = await context.newPage();
  await open(elsewhere, site);
  await choose(elsewhere, first.name, first.text);
  await expect(elsewhere).toHaveTitle('Overview · Acme & Söhne: “Q4” · Guidepost');
  await expect(elsewhere.getByText(/Imported “Acme & Söhne: “Q4”” with \d+ entries\.$/)).toBeVisible();
  await elsewhere.reload();
  expect((await download(elsewhere, 'JSON (.json)')).text).toBe(first.text);

  // Once more, from the header, and with the first one here: a playbook beside it.
  const address = elsewhere.url();
  await choose(elsewhere, first.name, first.text);
  await importDialog(elsewhere).getByRole('button', { name: 'Import as a copy' }).click();
  await expect(elsewhere.getByText('beside the one')).toBeVisible();
  expect(elsewhere.url()).not.toBe(address);
  const again = JSON.parse((await download(elsewhere, 'JSON (.json)')).text);
  expect(again.id).not.toBe(written.id);
  // Its history is its own, and the content is the same.
  expect({ ...again, id: '', state: '' }).toEqual({ ...written, id: '', state: '' });
  await goToStart(elsewhere);
  await expect(elsewhere.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(2);
  await context.close();
});

test('a playbook leaves as Markdown', async ({ page }) => {
  await open(page);
  await create(page, 'Acme', 'Example playbook');
  const { name, text } = await download(page, 'Markdown (.md)');
  expect(name).toBe(`Acme-${today()}.md`);
  expect(text).toMatch(/^# Acme\n/);
  expect(text).toContain('## Lifecycle Management');
});

test('what was typed a moment ago is in the file', async ({ page }) => {
  await open(page);
  await create(page, 'Before');
  await page.getByRole('textbox', { name: 'Playbook title' }).fill('After');
  const { name, text } = await download(page, 'JSON (.json)');
  expect(name).toContain('After-');
  expect(JSON.parse(text).title).toBe('After');
});

test('Markdown is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await create(page, 'Acme');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Copy Markdown' }).click();
  await expect(page.getByText('Copied as Markdown.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# Acme\n/);
});

for (const [why, script] of [
  ['is missing', "Object.defineProperty(navigator, 'clipboard', { value: undefined })"],
  ['refuses', "navigator.clipboard.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"],
]) {
  test(`where the clipboard ${why}, the text is there to be copied by hand`, async ({ page }) => {
    await page.addInitScript(script ?? '');
    await open(page);
    await create(page, 'Acme');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('button', { name: 'Copy Markdown' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy' });
    await expect(dialog.getByRole('textbox', { name: 'What is copied' })).toBeFocused();
    expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/^# Acme\n/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();
  });
}

test('the export menu needs no mouse', async ({ page }) => {
  await open(page);
  await create(page, 'Acme');
  const button = page.getByRole('button', { name: 'Export', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Markdown (.md)' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Markdown (.md)' })).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toMatch(/\.json$/);
  await expect(button).toBeFocused();
});

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const refused: [string, string | Buffer, RegExp[]][] = [
  ['empty', '', [/is empty/]],
  ['white space', ' \n\t', [/is empty/]],
  ['not JSON', 'Dear colleagues,\nhere is the playbook', [/not valid JSON/, /line 1, column 1/]],
  [
    'JSON with a fault',
    '{"format": "guidepost-playbook",\n "version": 1,\n "title": "x"\n "sections": []}',
    [/not valid JSON/, /comma/, /line 4, column 2/],
  ],
  ['cut off', '{"format": "guidepost-playbook", "sections": [{"id": "defini', [/not valid JSON/, /ends in the middle/]],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255]), [/This is a picture/]],
  ['a list', '[1, 2, 3]', [/not a Guidepost playbook/, /list/]],
  ['another object', '{"name": "guidepost", "version": "1.0.0"}', [/not a Guidepost playbook/]],
  ['a newer version', '{"format": "guidepost-playbook", "version": 99}', [/newer Guidepost/, /99/, /Reload this page/]],
  ['deep nesting', `{"format": "guidepost-playbook", "title": ${nested(200)}}`, [/nested more than a hundred levels/]],
  ['very deep nesting', nested(500_000), [/nested more than a hundred levels/]],
];
test('a file that holds no playbook is refused, with the reason and what to do', async ({ page }) => {
  await open(page);
  await create(page, 'Mine');
  await goToStart(page);
  const before = await stored(page);
  for (const [what, text, reasons] of refused) {
    await test.step(what, async () => {
      await choose(page, `${what}.json`, text);
      const alert = importDialog(page).getByRole('alert');
      await expect(alert).toContainText(`Nothing was imported from “${what}.json”.`);
      for (const reason of reasons) await expect(alert).toContainText(reason);
      await expect(alert).toContainText('What you have here has not changed.');
      await importDialog(page).getByRole('button', { name: 'Close' }).click();
      await expect(importDialog(page)).toBeHidden();
      await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeFocused();
      expect(await stored(page)).toBe(before);
    });
  }
  await listed(page, 'Mine').getByRole('link').click();
  await expect(page).toHaveTitle('Overview · Mine · Guidepost');
});

const flawed: [string, string, RegExp[]][] = [
  ['wrong types', fileOf([{ name: 'Lead', definition: 17 }]), [/Definition of “Lead”/, /stages\[0\]\.definition/, /kept as text/]],
  ['an unknown field', fileOf([{ name: 'Lead', colour: 'red' }]), [/“Lead”.*“colour”/, /stages\[0\]\.colour/, /kept in the file for other programs/]],
  [
    'duplicate ids',
    fileOf([
      { id: 'AAAAAAAAAAAAAAAAAAAAAQ', name: 'Lead' },
      { id: 'AAAAAAAAAAAAAAAAAAAAAQ', name: 'MQL' },
    ]),
    [/“MQL”/, /already has the id/, /stages\[1\]\.id/, /new id/],
  ],
  [
    'a dangling reference',
    fileOf([{ name: 'Lead', transitions: [{ toStage: 'Nowhere' }] }]),
    [/“Nowhere”/, /transitions\[0\]/, /left out/],
  ],
  ['a deep value', fileOf([{ name: 'Lead', definition: JSON.parse(nested(90)) }]), [/Definition of “Lead”/, /left out/]],
];
test('of a flawed file, the dialog says what is kept and what is left out, and stores nothing before one agrees', async ({
  page,
}) => {
  await open(page);
  const before = await stored(page);
  for (const [what, text, reasons] of flawed) {
    await test.step(what, async () => {
      await choose(page, `${what}.json`, text);
      const dialog = importDialog(page);
      await expect(dialog).toContainText('“From a file”');
      const list = dialog.getByRole('list', { name: 'Problems' });
      await expect(list).toBeFocused();
      for (const reason of reasons) await expect(list).toContainText(reason);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeFocused();
      expect(await stored(page)).toBe(before);
    });
  }
});

test('a flawed file is imported when one agrees', async ({ page }) => {
  await open(page);
  const stages = Array.from({ length: 300 }, (_, index) => ({ name: `Stage ${index}`, colour: 'red' }));
  await choose(page, 'flawed.json', fileOf(stages));
  const dialog = importDialog(page);
  await expect(dialog).toContainText('with 300 entries');
  await expect(dialog).toContainText('300 things');
  await expect(dialog.getByRole('list', { name: 'Problems' })).toContainText('and 100 more');
  await expectAccessible(page);
  await expect(dialog.getByRole('button', { name: 'Import anyway' })).toBeInViewport();
  await dialog.getByRole('button', { name: 'Import anyway' }).click();
  await expect(page).toHaveTitle('Overview · From a file · Guidepost');
  await expect(page.getByText('Imported “From a file” with 300 entries.')).toBeVisible();
  await goToStart(page);
  await expect(listed(page, 'From a file')).toContainText('300 entries');
});

test('texts of a file are never taken for HTML', async ({ page }) => {
  await open(page);
  const evil = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
  await choose(page, `${evil.replaceAll('/', '')}.json`, fileOf([{ name: evil, [evil]: evil }], { title: evil }));
  await expect(importDialog(page).getByRole('list', { name: 'Problems' })).toContainText('<img src=x');
  await importDialog(page).getByRole('button', { name: 'Import anyway' }).click();
  await expect(page).toHaveTitle(`Overview · ${evil} · Guidepost`);
  await goToStart(page);
  await expect(page.getByRole('article')).toContainText('<img src=x');
  await expect(page.locator('img')).toHaveCount(0);
});

test('a file that cannot be read is reported', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    File.prototype.arrayBuffer = () => Promise.reject(new DOMException('it was moved', 'NotFoundError'));
  });
  await choose(page, 'moved.json', '{}');
  await expect(importDialog(page).getByRole('alert')).toContainText('could not read the file: it was moved');
});

test('where there is no room, an import changes nothing', async ({ page }) => {
  await open(page);
  await create(page, 'Mine', 'Blank playbook');
  await fillStorage(page, 3000);
  const before = await stored(page);
  await choose(page, 'file.json', fileOf([{ name: 'Lead', definition: 'x'.repeat(9000) }]));
  await expect(importDialog(page).getByRole('alert')).toContainText('storage for this site is full');
  await expect(importDialog(page).getByRole('alert')).toContainText('Make room first');
  await importDialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(page).toHaveTitle('Overview · Mine · Guidepost');
  expect(await stored(page)).toBe(before);
});

test('after a bad file, another one is chosen from the dialog', async ({ page }) => {
  await open(page);
  await choose(page, 'bad.json', '{');
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    importDialog(page).getByRole('button', { name: 'Choose another file' }).click(),
  ]);
  await picker.setFiles({ name: 'good.json', mimeType: 'application/json', buffer: Buffer.from(fileOf([])) });
  await expect(page).toHaveTitle('Overview · From a file · Guidepost');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the export menu and the import dialogs in ${colorScheme} have no accessibility violation`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await choose(page, 'bad.json', '[]');
    await expect(importDialog(page).getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await choose(page, 'flawed.json', fileOf([{ name: 'Lead', colour: 'red' }]));
    await expect(importDialog(page).getByRole('list', { name: 'Problems' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await create(page, 'Acme');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByRole('button', { name: 'JSON (.json)' })).toBeVisible();
    await expectAccessible(page);
  });
}
