// The worker that reads and writes files: large ones, while one types on, and what is said when it is not there or stops.

import type { Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { reload } from '../playbook';
import { choose, create, download, fileOf, goToStart, importDialog } from '../playbooks';

/** Presses Import and chooses a file of 31 MB, which is made in the page. */
async function chooseLarge(page: Page) {
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import', exact: true }).click(),
  ]);
  await picker.element().evaluate((input: HTMLInputElement) => {
    const stages = Array.from({ length: 10_000 }, (_, index) => ({
      name: `Stage ${index}`,
      definition: 'x'.repeat(3_000),
    }));
    const playbook = {
      format: 'guidepost-playbook',
      version: 1,
      title: 'From a file',
      sections: [{ id: 'lifecycle-management', stages }],
    };
    const files = new DataTransfer();
    files.items.add(new File([JSON.stringify(playbook)], 'large.json'));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

test('30 MB are read with a message, and the page stays usable', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page);
  await create(page, 'Mine', 'Blank playbook');
  // How long the page ever stood still while the message was there.
  await page.evaluate(() => {
    let last = 0;
    const still = { longest: 0, beats: 0 };
    Object.assign(window, { still });
    setInterval(() => {
      const now = performance.now();
      const reading = document.querySelector('dialog[open] progress') !== null;
      if (reading && last > 0) {
        still.longest = Math.max(still.longest, now - last);
        still.beats += 1;
      }
      // Making the file takes its time, too; that is not counted.
      last = reading ? now : 0;
    }, 20);
  });
  await chooseLarge(page);
  await expect(importDialog(page)).toContainText('Reading “large.json”.');
  await expect(importDialog(page).getByRole('progressbar')).toBeVisible();
  // Far more than local storage takes: it is kept in the browser's database.
  await expect(page).toHaveTitle('Overview · From a file · Guidepost', { timeout: 200_000 });
  const still = await page.evaluate(() => (window as unknown as { still: { longest: number; beats: number } }).still);
  expect(still.beats).toBeGreaterThan(5);
  // Of a worker's work nothing is seen here; taking in what it made is a second where the machine is busy.
  expect(still.longest).toBeLessThan(5_000);
  await page.getByRole('textbox', { name: 'Playbook title' }).fill('Still mine');
  await expect(page).toHaveTitle('Overview · Still mine · Guidepost');
  await expect(page.getByText('10,000 entries in 9 sections')).toBeVisible();
  await reload(page);
  await expect(page).toHaveTitle('Overview · Still mine · Guidepost', { timeout: 60_000 });
});

test('while a large file is read, one can give it up and type on', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  await create(page, 'Mine', 'Blank playbook');
  await chooseLarge(page);
  await expect(importDialog(page)).toContainText('Reading “large.json”.');
  await importDialog(page).getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(importDialog(page)).toBeHidden();
  const title = page.getByRole('textbox', { name: 'Playbook title' });
  await title.fill('');
  await title.pressSequentially('Typed on');
  await expect(page).toHaveTitle('Overview · Typed on · Guidepost', { timeout: 1_000 });
  // Nothing comes of it later, and the next file is read by a fresh worker.
  await page.waitForTimeout(2_000);
  await expect(importDialog(page)).toBeHidden();
  await choose(page, 'small.json', fileOf([{ name: 'Lead' }]));
  await expect(page).toHaveTitle('Overview · From a file · Guidepost');
});

test('the worker is fetched when it is needed, and not before', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    const name = pathname.split('/').pop() ?? '';
    // The other worker begins in the same way.
    if (/^(worker|formats)/.test(name) && !search.startsWith('?insight')) fetched.push(name);
  });
  await open(page);
  await create(page, 'Acme');
  expect(fetched).toEqual([]);
  await download(page, 'JSON (.json)');
  await download(page, 'Markdown (.md)');
  expect(fetched).toEqual(['worker.js', 'formats.js', 'formats_bg.wasm']);
});

for (const file of ['worker.js', 'formats.js', 'formats_bg.wasm']) {
  test(`without ${file}, everything that needs it says so, and works once it is there`, async ({ page, problems }) => {
    problems.expect(/ERR_FAILED|Failed to load/);
    const missing = new RegExp(`/${file.replace('.', '\\.')}(\\?|$)`);
    await open(page);
    await create(page, 'Acme');
    await page.route(missing, (route) => route.abort());
    const part = 'the part of Guidepost that reads and writes files could not be loaded';
    const alert = page.getByRole('alert');
    for (const choice of ['JSON (.json)', 'Copy Markdown']) {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('button', { name: choice }).click();
      await expect(alert.filter({ hasText: choice === 'Copy Markdown' ? 'copied' : 'exported' })).toContainText(
        `${part}. Your playbook is not affected. Check the connection and try again.`,
      );
    }
    await choose(page, 'file.json', fileOf([]));
    await expect(importDialog(page).getByRole('alert')).toContainText(`It was not read: ${part}.`);
    await expect(importDialog(page).getByRole('alert')).toContainText('What you have here has not changed. Check the');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await goToStart(page);
    await page.getByRole('button', { name: 'New playbook' }).click();
    const dialog = page.getByRole('dialog', { name: 'New playbook' });
    await dialog.getByRole('radio', { name: 'Example playbook' }).check();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(dialog.getByRole('alert')).toContainText(`It could not be loaded: ${part}.`);
    await page.unroute(missing);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await download(page, 'JSON (.json)');
  });
}

/** What a worker says when it has started. */
const READY = "postMessage(['ready', location.search.split('&')[1]]);";
for (const [what, script, words] of [
  ['breaks off', `${READY} onmessage = () => { throw new Error('no memory'); };`, /files broke off.*Try again/],
  ['gives up', `${READY} onmessage = () => postMessage(['broken', 'no memory']);`, /files broke off.*Try again/],
  ['is of another build', "postMessage(['ready', 'another']);", /Guidepost was updated.*Reload the page/],
] as const) {
  test(`a worker that ${what} is reported, and the next one is a fresh one`, async ({ page, problems }) => {
    problems.expect(/no memory/);
    await open(page);
    await create(page, 'Acme');
    await page.route(/\/worker\.js/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    await choose(page, 'file.json', fileOf([]));
    await expect(importDialog(page).getByRole('alert')).toContainText(words);
    await importDialog(page).getByRole('button', { name: 'Close' }).click();
    await page.unroute(/\/worker\.js/);
    await choose(page, 'file.json', fileOf([]));
    await expect(page).toHaveTitle('Overview · From a file · Guidepost');
  });
}

test('while the worker is fetched, a small file is said to be read, too', async ({ page }) => {
  await open(page);
  let arrive = () => {};
  await page.route(/\/worker\.js/, async (route) => {
    await new Promise<void>((resolve) => (arrive = resolve));
    await route.continue();
  });
  await choose(page, 'small.json', fileOf([{ name: 'Lead' }]));
  await expect(importDialog(page)).toContainText('Reading “small.json”.');
  arrive();
  await expect(page).toHaveTitle('Overview · From a file · Guidepost');
  await expect(importDialog(page)).toBeHidden();
});

test('a file beyond all measure is not even read', async ({ page }) => {
  await open(page);
  const [picker] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import', exact: true }).click(),
  ]);
  await picker.element().evaluate((input: HTMLInputElement) => {
    const part = new Blob(['x'.repeat(1_000_000)]);
    const files = new DataTransfer();
    files.items.add(new File(Array.from({ length: 65 }, () => part), 'huge.json'));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(importDialog(page).getByRole('alert')).toContainText('The file is too large: it has 65 MB');
});

test('reading a large file can be given up', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    File.prototype.arrayBuffer = () => new Promise((resolve) => Object.assign(window, { arrive: resolve }));
  });
  await choose(page, 'large.json', fileOf([{ name: 'x'.repeat(600_000) }]));
  await expect(importDialog(page)).toContainText('Reading “large.json”.');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.evaluate((text) => {
    (window as unknown as { arrive: (content: ArrayBuffer) => void }).arrive(new TextEncoder().encode(text).buffer);
  }, fileOf([]));
  await page.waitForTimeout(300);
  await expect(importDialog(page)).toBeHidden();
  await expect(page.getByRole('article')).toHaveCount(0);
});
