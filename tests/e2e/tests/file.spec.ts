// A playbook that is written to a file of the computer. The browser's own picker can't be driven, so a file of the browser's
// private file system stands in for one of the disk: its handle is of the same kind.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, entry, expectSaved, goTo, reload, titleBox } from '../playbook';
import { goToStart, listed } from '../playbooks';

const NAME = 'playbook.json';

test.beforeEach(async ({ page }) => {
  await page.addInitScript((name) => {
    const root = () => navigator.storage.getDirectory();
    Object.assign(window, {
      showSaveFilePicker: async () => (await root()).getFileHandle(name, { create: true }),
      showOpenFilePicker: async () => [await (await root()).getFileHandle(name)],
    });
  }, NAME);
});

function storageButton(page: Page) {
  return page.getByRole('button', { name: /^Storage/ });
}

function keeping(page: Page) {
  return page.getByRole('dialog', { name: 'Storage and backup' });
}

async function openStorage(page: Page) {
  await storageButton(page).click();
  await expect(keeping(page)).toBeVisible();
  return keeping(page);
}

/** What is in the file. */
function content(page: Page) {
  return page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle(name).catch(() => undefined);
    const read = async () => (handle ? (await handle.getFile()).text() : '');
    // What is written at that moment can't be read, and can a moment later.
    return read().catch(read);
  }, NAME);
}

/** Writes the file, as another program would. */
function overwrite(page: Page, text: string) {
  return page.evaluate(
    async ([name, text]) => {
      const root = await navigator.storage.getDirectory();
      const writable = await (await root.getFileHandle(name, { create: true })).createWritable();
      await writable.write(text);
      await writable.close();
    },
    [NAME, text],
  );
}

/** Makes a playbook with a definition, and ties it to the file. */
async function createTied(page: Page) {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  await expectSaved(page);
  const dialog = await openStorage(page);
  await dialog.getByRole('button', { name: 'Keep a copy in a file…' }).click();
  await expect(dialog.getByText(/^Written to playbook\.json just now\.$/)).toBeVisible({ timeout: 30_000 });
  return dialog;
}

function looked(page: Page) {
  return page.evaluate(() => dispatchEvent(new Event('focus')));
}

test('a playbook is written to its file after each edit, and that is a backup', async ({ page }) => {
  const dialog = await createTied(page);
  expect(JSON.parse(await content(page)).title).toBe('Test playbook');
  await expectAccessible(page);
  await expect(dialog).toContainText('Last backed up: just now, as playbook.json.');
  await page.keyboard.press('Escape');
  await titleBox(page).fill('Autumn playbook');
  await expect.poll(() => content(page), { timeout: 20_000 }).toContain('Autumn playbook');
  // Also what was edited last before it was left.
  await titleBox(page).fill('Winter playbook');
  await goToStart(page);
  await expect.poll(() => content(page), { timeout: 20_000 }).toContain('Winter playbook');
  await expect(listed(page, 'Winter playbook')).toContainText('Backed up just now');
  // And after it was opened anew.
  await listed(page, 'Winter playbook').getByRole('link').click();
  await reload(page);
  await titleBox(page).fill('Spring playbook');
  await expect.poll(() => content(page), { timeout: 20_000 }).toContain('Spring playbook');
});

test('what somebody else wrote in the file is merged', async ({ page, browser, site, problems }) => {
  await createTied(page);
  await page.keyboard.press('Escape');
  // A colleague who has the file opens it in another browser.
  const elsewhere = await browser.newContext({ baseURL: site });
  problems.watch(elsewhere);
  const other = await elsewhere.newPage();
  await open(other);
  const text = await content(page);
  const choosing = other.waitForEvent('filechooser');
  await other.getByRole('button', { name: 'Import', exact: true }).click();
  await (await choosing).setFiles({ name: NAME, mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(titleBox(other)).toHaveValue('Test playbook');
  await goTo(other, 'Definitions');
  await add(other, 'definition', 'Lead');
  await expectSaved(other);
  await other.getByRole('button', { name: 'Export', exact: true }).click();
  const downloading = other.waitForEvent('download');
  await other.getByRole('button', { name: 'JSON (.json)' }).click();
  const theirs = await (await (await downloading).createReadStream()).toArray();
  await elsewhere.close();

  await entry(page, 'Churn').getByRole('textbox', { name: 'Definition', exact: true }).fill('Customers who left.');
  await overwrite(page, Buffer.concat(theirs).toString());
  await looked(page);
  await expect(entry(page, 'Lead')).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => content(page), { timeout: 20_000 }).toContain('Customers who left.');
  expect(await content(page)).toContain('Lead');
  await reload(page);
  await expect(entry(page, 'Lead')).toBeVisible();
});

test('a file that can’t be taken in is left alone until somebody decides', async ({ page }) => {
  const dialog = await createTied(page);
  await overwrite(page, 'not a playbook at all {');
  await looked(page);
  await expect(dialog).toContainText(/playbook\.json is left alone until you decide/, { timeout: 20_000 });
  await expectAccessible(page);
  await expect(page.getByText('Storage · playbook.json is not written')).toBeVisible();
  expect(await content(page)).toBe('not a playbook at all {');
  await dialog.getByRole('button', { name: 'Replace the file' }).click();
  await expect(dialog.getByText(/^Written to playbook\.json just now\.$/)).toBeVisible({ timeout: 20_000 });
  expect(JSON.parse(await content(page)).title).toBe('Test playbook');
  await expect(page.getByText('Storage · ')).toHaveCount(0);
});

test('what both have rewritten is decided in Import', async ({ page }) => {
  await createTied(page);
  await page.keyboard.press('Escape');
  const text = await content(page);
  // By hand: an edit of its own on top of the document that the file carries.
  await titleBox(page).fill('Ours');
  await expectSaved(page);
  await overwrite(page, text.replace('"Test playbook"', '"Theirs"'));
  await looked(page);
  await expect(page.getByText('Storage · playbook.json is not written')).toBeVisible({ timeout: 20_000 });
  const dialog = await openStorage(page);
  await dialog.getByRole('button', { name: 'Review' }).click();
  const review = page.getByRole('dialog', { name: 'Import' });
  await review.getByRole('radio', { name: /Keep yours/ }).check();
  await review.getByRole('button', { name: 'Merge', exact: true }).click();
  await looked(page);
  await expect.poll(() => content(page), { timeout: 20_000 }).toContain('"Ours"');
  await expect(titleBox(page)).toHaveValue('Ours');
});

test('a permission that was lost is asked for with a click', async ({ page }) => {
  await createTied(page);
  await page.addInitScript(() => {
    let granted = false;
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => (granted ? 'granted' : 'prompt'),
      requestPermission: async () => {
        granted = true;
        return 'granted';
      },
    });
  });
  await page.keyboard.press('Escape');
  await reload(page);
  await expect(storageButton(page)).toHaveText('Storage · playbook.json is not written');
  await titleBox(page).fill('Autumn playbook');
  await expectSaved(page);
  const dialog = await openStorage(page);
  await expect(dialog).toContainText('The browser wants to be asked again');
  await dialog.getByRole('button', { name: 'Allow writing to playbook.json' }).click();
  await expect(dialog.getByText(/^Written to playbook\.json just now\.$/)).toBeVisible({ timeout: 20_000 });
  expect(await content(page)).toContain('Autumn playbook');
});

test('a file that is gone is said, and the playbook can be untied', async ({ page }) => {
  const dialog = await createTied(page);
  await page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name), NAME);
  await looked(page);
  await expect(dialog).toContainText('playbook.json is not where it was.', { timeout: 20_000 });
  await expect(dialog).toContainText('Your playbook is not affected.');
  await dialog.getByRole('button', { name: 'Untie' }).click();
  await expect(dialog.getByRole('button', { name: 'Keep a copy in a file…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(storageButton(page)).toHaveText('Storage');
  await titleBox(page).fill('Autumn playbook');
  await reload(page);
  await expect(titleBox(page)).toHaveValue('Autumn playbook');
});

test('only one tab writes', async ({ page, context }) => {
  await createTied(page);
  const second = await context.newPage();
  await open(second, page.url());
  await storageButton(second).click();
  await expect(keeping(second)).toContainText('Another tab writes it to playbook.json.');
  await second.keyboard.press('Escape');
  await titleBox(second).fill('Autumn playbook');
  await expect.poll(() => content(page), { timeout: 20_000 }).toContain('Autumn playbook');
  await page.close();
  await titleBox(second).fill('Winter playbook');
  await expect.poll(() => content(second), { timeout: 20_000 }).toContain('Winter playbook');
});
