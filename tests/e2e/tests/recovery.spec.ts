// When something goes badly wrong: the app stops, what is stored is damaged, local storage comes back without its last moments or
// is full, and a newer version takes over. Nothing that was typed is lost, and people see what to do.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, expectSaved, goTo, reload, status, titleBox } from '../playbook';
import { sealed } from '../xxh64';

// A page beside the app is no page of HTML, and the browser looks for its icon at the root of the host.
test.beforeEach(({ problems }) => problems.expect(/status of 404/));

const box = (page: Page) => page.getByRole('textbox', { name: 'Definition', exact: true });

/** A playbook with one definition, open at it. */
async function prepare(page: Page) {
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Churn');
  await box(page).fill('Customers who left.');
  await expectSaved(page);
}

/** Everything that local storage has of ours. */
const stored = (page: Page) => page.evaluate(() => ({ ...localStorage }) as Record<string, string>);

/** What a browser does that was killed: local storage is as it was before. */
async function goBackTo(page: Page, before: Record<string, string>) {
  await page.goto('./example-playbook.json');
  await page.evaluate((before) => {
    localStorage.clear();
    for (const [key, text] of Object.entries(before)) localStorage.setItem(key, text);
  }, before);
}

/** Ends the program as a fault in it does. */
const stop = (page: Page, takingIn?: string) =>
  page.evaluate((takingIn) => {
    (window as { guidepostTakingIn?: string }).guidepostTakingIn = takingIn;
    setTimeout(() => {
      throw new WebAssembly.RuntimeError('a fault');
    });
  }, takingIn);

const stopped = (page: Page) => page.getByRole('alertdialog', { name: 'Guidepost has stopped' });

/** Damages stored texts whose keys match, from this share of their length on. */
const damage = (page: Page, part: string, from: number) =>
  page.evaluate(
    ([part, from]) => {
      const keys = Object.keys(localStorage).filter((key) => key.includes(part as string));
      for (const key of keys) {
        const text = localStorage.getItem(key) ?? '';
        localStorage.setItem(key, text.slice(0, text.length * (from as number)));
      }
    },
    [part, from],
  );

test('what local storage has lost is put back', async ({ page }) => {
  await createAt(page, 'Definitions');
  await expectSaved(page);
  const address = page.url();
  const before = await stored(page);
  await add(page, 'definition', 'Churn');
  await box(page).fill('Customers who left.');
  await expectSaved(page);
  await goBackTo(page, before);
  await open(page, address);
  await expect(box(page)).toHaveValue('Customers who left.');
  // And once it is back, nothing is put back again.
  await entry(page, 'Churn').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(entry(page, 'Churn')).toHaveCount(0);
  await reload(page);
  await expect(entry(page, 'Churn')).toHaveCount(0);
});

test('where the database answers too late, it keeps what was lost until it answers', async ({ page, context }) => {
  await createAt(page, 'Definitions');
  await expectSaved(page);
  const address = page.url();
  const before = await stored(page);
  await add(page, 'definition', 'Churn');
  await expectSaved(page);
  await goBackTo(page, before);

  const hasty = await context.newPage();
  await hasty.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...asked) {
      const request = open.apply(this, asked);
      Object.defineProperty(request, 'onsuccess', {
        set: (heard) => request.addEventListener('success', (event) => setTimeout(() => heard.call(request, event), 5000)),
      });
      return request;
    };
  });
  await open(hasty, address);
  await expect(entry(hasty, 'Churn')).toHaveCount(0);
  // It has answered by now, and nobody listens any more.
  await hasty.waitForTimeout(1500);
  await add(hasty, 'definition', 'Cohort');
  await expectSaved(hasty);
  await hasty.close();

  await open(page, address);
  await expect(entry(page, 'Churn')).toBeVisible();
  await expect(entry(page, 'Cohort')).toBeVisible();
});

test('a playbook that local storage has lost is put back, and one that was deleted for good is not', async ({ page }) => {
  await open(page);
  const before = await stored(page);
  await createPlaybook(page, 'Kept');
  await expectSaved(page);
  await createPlaybook(page, 'Gone');
  await expectSaved(page);
  await page.getByRole('link', { name: 'All playbooks' }).click();
  await page.getByRole('button', { name: 'Delete Gone' }).click();
  await page.getByText('Recently deleted (1)').click();
  await page.getByRole('button', { name: 'Delete for good: Gone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('“Gone” deleted for good.')).toBeVisible();
  await page.waitForTimeout(500);
  await goBackTo(page, before);
  await open(page);
  await expect(page.getByRole('article', { name: 'Kept', exact: true })).toBeVisible();
  await expect(page.getByText('Gone', { exact: true })).toHaveCount(0);
});

test('after the app has stopped, every playbook can be downloaded, and what was being typed is there', async ({
  page,
  problems,
}) => {
  problems.expect(/a fault/);
  await prepare(page);
  await box(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' And did not come back.');
  await stop(page);
  await expect(stopped(page)).toContainText('What you typed was kept');
  await expect(stopped(page).getByRole('textbox')).toHaveValue('Customers who left. And did not come back.');
  await expectAccessible(page);
  await stopped(page).getByText('Download what is stored').click();
  const downloading = page.waitForEvent('download');
  await stopped(page).getByRole('button', { name: 'Download “Test playbook”' }).click();
  const file = await (await downloading).path();

  // It comes in again, here and elsewhere.
  await stopped(page).getByRole('button', { name: 'Reload the page' }).click();
  await expect(box(page)).toHaveValue(/^Customers who left\./);
  await page.getByRole('link', { name: 'All playbooks' }).click();
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes('/playbook/')) localStorage.removeItem(key);
  });
  await page.reload();
  await page.getByLabel('File to import').setInputFiles({
    name: 'rescue.json',
    mimeType: 'application/json',
    buffer: await readFile(file),
  });
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog).toContainText('All of it could be read.');
  await dialog.getByRole('button', { name: 'Bring in “Test playbook”' }).click();
  await expect(titleBox(page)).toHaveValue('Test playbook');
  await goTo(page, 'Definitions');
  await expect(box(page)).toHaveValue(/^Customers who left\./);
});

test('what stopped the app when it was read is not read again', async ({ page, problems }) => {
  problems.expect(/a fault/);
  await prepare(page);
  const keys = Object.keys(await stored(page));
  const last = keys.filter((key) => key.includes('/log/')).sort().at(-1);
  await stop(page, last);
  await expect(stopped(page)).toContainText('It is set aside when you reload the page');
  await stopped(page).getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('alert')).toContainText('made Guidepost stop');
  const after = Object.keys(await stored(page));
  expect(after).not.toContain(last);
  expect(after.filter((key) => key.includes('/aside/stopped/'))).toHaveLength(1);
  // What that text held is gone from the playbook; everything else goes on.
  await titleBox(page).fill('Still here');
  await reload(page);
  await expect(titleBox(page)).toHaveValue('Still here');
});

test('a damaged playbook: a copy first, then what can be read', async ({ page }) => {
  await createPlaybook(page, 'Damaged playbook', 'Standard playbook');
  await expectSaved(page);
  await page.goto('./example-playbook.json');
  await damage(page, '/snapshot/', 0.7);
  await damage(page, '/log/', 0.5);
  await page.goto('./');
  await page.getByRole('link', { name: 'Damaged playbook', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This playbook can\'t be opened' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([/^1\. Keep a copy/, /^2\. /, /^3\. /]);
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download “Damaged playbook”' }).click();
  expect(await readFile(await (await downloading).path(), 'utf8')).toContain('guidepost-rescue');

  const before = Object.values(await stored(page)).filter((text) => text.length > 1_000);
  await page.getByRole('button', { name: 'Repair', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog).toContainText('put together from what could be read');
  await dialog.getByRole('button', { name: 'Bring in “Damaged playbook”' }).click();
  await expect(titleBox(page)).toBeVisible();
  const after = Object.values(await stored(page));
  expect(before.every((text) => after.includes(text)), 'what is damaged was set aside').toBe(true);
});

test('a damaged playbook is removed when that was typed, and no other one', async ({ page }) => {
  await createPlaybook(page, 'Whole playbook');
  await expectSaved(page);
  await page.evaluate(() => localStorage.setItem('of-another-program', 'x'));
  await page.goto('./');
  await createPlaybook(page, 'Damaged playbook');
  await expectSaved(page);
  const address = page.url();
  const id = /playbook\/([^/]+)/.exec(address)?.[1] ?? '';
  await page.goto('./example-playbook.json');
  await damage(page, `${id}/snapshot/`, 0.01);
  await open(page, address);
  const remove = page.getByRole('button', { name: 'Remove this playbook' });
  await remove.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This playbook can\'t be opened');
  await page.getByRole('textbox', { name: /type REMOVE/ }).fill('REMOVE');
  await remove.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'Whole playbook', exact: true })).toBeVisible();
  const keys = Object.keys(await stored(page));
  expect(keys.filter((key) => key.includes(id))).toEqual([]);
  expect(keys).toContain('of-another-program');
});

test('a playbook that outgrows local storage is kept in the database, which is said', async ({ page }) => {
  await prepare(page);
  await page.evaluate(() => {
    // Another program of the origin takes all the room there is.
    for (let size = 2 ** 20, at = 0; size > 0; at++) {
      try {
        localStorage.setItem(`other/${at}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
  await box(page).fill('Customers who left, written where there was no room.'.repeat(50));
  await expect(page.getByText('has outgrown the browser\'s local storage')).toBeVisible();
  await expectSaved(page);
  await reload(page);
  await expect(box(page)).toHaveValue(/written where there was no room/);
  const where = await page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.includes('/snapshot/'))
      .every((key) => (localStorage.getItem(key) ?? '').length < 1_000),
  );
  expect(where).toBe(true);
});

test('where a newer Guidepost has written, this one shows and keeps, but changes nothing', async ({ page, context }) => {
  await prepare(page);
  const slot = Object.keys(await stored(page)).find((key) => key.includes('/snapshot/')) ?? '';
  // The checksum is right, so this is what a newer program wrote and no damage.
  expect(sealed(2, slot, (await stored(page))[slot].split(':').slice(2).join(':'))).toBe((await stored(page))[slot]);
  await box(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' Typed before.');
  const other = await context.newPage();
  await other.goto('./example-playbook.json');
  await other.evaluate(([key, text]) => localStorage.setItem(key, text), [slot, sealed(99, slot, 'of tomorrow')]);
  await expect(status(page)).toHaveText(/^Read-only: a newer Guidepost/);
  await page.keyboard.type(' Typed after.');
  await expect(box(page)).toHaveValue('Customers who left. Typed before.');
  await page.getByRole('button', { name: 'Add definition' }).click();
  await expect(page.getByRole('alert').last()).toContainText('this tab only shows it');
  expect((await stored(page))[slot]).toContain('of tomorrow');
  // Whoever opens it with this build is told, and nothing is written.
  await page.reload();
  await expect(page.getByText('written by a newer version of Guidepost')).toBeVisible();
  expect((await stored(page))[slot]).toContain('of tomorrow');
});
