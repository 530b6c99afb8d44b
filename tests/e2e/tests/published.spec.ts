// What a site publishes: read by every visitor, changed in copies, merged by whoever keeps it, and seen to be new.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';

import { expect, expectAccessible, open, test } from '../fixtures';
import { entry, expectSaved, goTo } from '../playbook';
import { importLarge, nameOf } from '../large';
import { create, download } from '../playbooks';

const EXAMPLE = await readFile(path.join(import.meta.dirname, '..', '..', '..', 'assets', 'example-playbook.json'), 'utf8');

/** A site that publishes this text. */
async function publish(context: BrowserContext, text: string) {
  await context.unroute('**/config.json');
  await context.unroute('**/playbook.json');
  await context.route('**/config.json', (route) =>
    route.fulfill({ body: '{"published": "playbook.json"}', contentType: 'application/json' }),
  );
  await context.route('**/playbook.json', (route) => route.fulfill({ body: text, contentType: 'application/json' }));
}

const title = (page: Page) => page.getByRole('heading', { level: 1, name: /^Kestrelmoor/ });

test('a visitor reads it at first sight, with no set-up, and searches in it', async ({ page, context }) => {
  await publish(context, EXAMPLE);
  await open(page);
  await expect(title(page)).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/#\/published$/);
  await expect(page).toHaveTitle('Kestrelmoor marketing operations playbook · Guidepost');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('who owns Salesforce');
  await expect(page.getByRole('dialog', { name: 'Search' }).getByRole('option').first()).toContainText('Hannah Löfgren');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/published\/people\//);
  await expect(entry(page, 'Hannah Löfgren').getByRole('heading')).toBeInViewport();
  // What can't be done with it is not offered.
  await page.keyboard.press('Control+k');
  const results = page.getByRole('dialog', { name: 'Search' });
  for (const [typed, offered] of [
    ['suggest', ['Suggest a change']],
    ['go to', /^Go to (?!Checks|Ownership)/],
    ['add stage', []],
    ['print', ['Print']],
  ] as const) {
    await page.getByRole('combobox', { name: 'Search' }).fill(typed);
    await expect(results.locator(`[data-for="${typed}"]`)).toBeVisible();
    const commands = results.getByRole('group', { name: 'Commands' }).getByRole('option');
    if (offered instanceof RegExp) {
      await expect(commands.filter({ hasText: 'Go to Overview' })).toHaveCount(1);
      for (const text of await commands.allTextContents()) expect(text).toMatch(offered);
    } else await expect(commands).toHaveText([...offered]);
  }
  await page.keyboard.press('Escape');
  // Nothing of it is stored as a playbook of the visitor.
  await page.getByRole('link', { name: 'Your playbooks' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Playbooks' }).getByRole('listitem')).toHaveCount(0);
  await page.getByRole('link', { name: 'Read the published playbook' }).click();
  await expect(title(page)).toBeVisible();
});

test('a link to an entry leads a visitor there', async ({ page, context }) => {
  await publish(context, EXAMPLE);
  await open(page);
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Definitions', exact: true }).click();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Win rate', exact: true }).click();
  const address = page.url();
  const other = await context.newPage();
  await open(other, address);
  await expect(entry(other, 'Win rate').getByRole('heading')).toBeInViewport({ timeout: 20_000 });
});

/** The owner, with the example as a playbook of their own, and what they publish: what they export. */
async function own(page: Page) {
  await open(page);
  await create(page, 'Kestrelmoor', 'Example playbook');
  return exportAs(page);
}

const exportAs = async (page: Page) => (await download(page, 'JSON (.json)')).text;

async function define(page: Page, term: string, definition: string) {
  await goTo(page, 'Definitions');
  const box = entry(page, term).getByRole('textbox', { name: 'Definition' });
  await box.focus();
  await box.fill(definition);
  await expectSaved(page);
}

const copyBar = (page: Page) => page.getByRole('region', { name: 'Suggest a change' });
const CHURN = 'Customers who left in a quarter.';

test('a suggested change is made in a copy, and goes back as a file that the owner merges', async ({ page, browser, site }) => {
  const published = await own(page);
  await expect(copyBar(page)).toHaveCount(0);
  const visitors = await browser.newContext();
  await publish(visitors, published);
  const visitor = await visitors.newPage();
  await open(visitor, site);
  await visitor.getByRole('button', { name: 'Suggest a change' }).click();
  await expect(visitor.getByText('This is your copy: change what you like.')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(visitor);
  await copyBar(visitor).getByRole('button', { name: 'Compare with what is published' }).click();
  const changed = visitor.getByRole('dialog', { name: 'Your copy and what is published' });
  await expect(changed).toContainText('you have changed nothing yet');
  await changed.getByRole('button', { name: 'Close' }).click();
  await define(visitor, 'Churn', CHURN);
  await copyBar(visitor).getByRole('button', { name: 'Compare with what is published' }).click();
  await expect(changed).toContainText('1 change beside what is published now.');
  await expectAccessible(visitor);
  await changed.getByRole('link', { name: 'Churn' }).click();
  await expect(changed).toHaveCount(0);
  await expect(visitor).toHaveURL(/\/definitions\/[^/]+$/);
  const downloading = visitor.waitForEvent('download');
  await copyBar(visitor).getByRole('button', { name: 'Save as file' }).click();
  const suggested = await readFile(await (await downloading).path());
  await visitors.close();

  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await (await choosing).setFiles({ name: 'suggested.json', mimeType: 'application/json', buffer: suggested });
  await expect(page.getByRole('dialog')).toContainText('Churn');
  await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
  await goTo(page, 'Definitions');
  await expect(entry(page, 'Churn')).toContainText(CHURN);
});

test('what was changed goes back as a link, also when much was written meanwhile', async ({ page, browser, context, site, problems }) => {
  const published = await own(page);
  const visitors = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  problems.watch(visitors);
  await publish(visitors, published);
  const visitor = await visitors.newPage();
  await open(visitor, site);
  await visitor.getByRole('button', { name: 'Suggest a change' }).click();
  // Nothing is nothing to send.
  await copyBar(visitor).getByRole('button', { name: 'Copy changes as link' }).click();
  await expect(visitor.getByRole('dialog').getByRole('alert')).toContainText('You have changed nothing yet');
  await expectAccessible(visitor);
  await visitor.keyboard.press('Escape');
  await define(visitor, 'Churn', CHURN);
  await copyBar(visitor).getByRole('button', { name: 'Copy changes as link' }).click();
  await expect(visitor.getByText(/^The link is copied/)).toBeVisible();
  const link = await visitor.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(2_000);
  // Whoever does not have it is told where it leads.
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('alert')).toContainText('changes to a playbook that is not in this browser');
  await stranger.context().close();

  // The owner goes on, and publishes again.
  await define(page, 'ARR', 'Ours, and newer.');
  const again = await exportAs(page);
  const links = await context.newPage();
  await open(links, link);
  const review = links.getByRole('dialog', { name: 'Import' });
  await expect(review).toContainText('Merging brings in 1 change');
  await expect(review).toContainText('Churn');
  await review.getByRole('button', { name: 'Merge', exact: true }).click();
  await goTo(links, 'Definitions');
  await expect(entry(links, 'Churn')).toContainText(CHURN);
  await expect(entry(links, 'ARR')).toContainText('Ours, and newer.');

  // The copy is gone on with, and takes in what was published since.
  await publish(visitors, again);
  await open(visitor, `${site}#/published`);
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Suggest a change' }).click();
  await expect(visitor.getByText(/^Merged “the published playbook”: 1 change/)).toBeVisible({ timeout: 20_000 });
  await goTo(visitor, 'Definitions');
  await expect(entry(visitor, 'Churn')).toContainText(CHURN);
  await expect(entry(visitor, 'ARR')).toContainText('Ours, and newer.');
  await visitors.close();
});

test('changes to a large playbook go back as a link, too', async ({ page, browser, context, site }) => {
  test.setTimeout(240_000);
  await importLarge(page);
  await expectSaved(page);
  const published = await exportAs(page);
  const visitors = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  await publish(visitors, published);
  const visitor = await visitors.newPage();
  await open(visitor, site);
  await visitor.getByRole('button', { name: 'Suggest a change' }).click({ timeout: 60_000 });
  await expect(copyBar(visitor)).toBeVisible({ timeout: 60_000 });
  await goTo(visitor, 'Definitions');
  await entry(visitor, nameOf(1)).getByRole('textbox', { name: 'Definition' }).fill('As somebody else has it.');
  await expectSaved(visitor);
  await copyBar(visitor).getByRole('button', { name: 'Copy changes as link' }).click();
  // The message may be gone by the time that a busy machine looks for it.
  const copied = () => visitor.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied, { timeout: 60_000 }).toContain('#');
  const link = await copied();
  expect(link.length).toBeLessThan(1_000);
  // What is kept apart has to be read first: here, and where the copy is gone on with.
  const links = await context.newPage();
  await links.goto(link);
  await expect(links.getByRole('dialog', { name: 'Import' })).toContainText('Merging brings in 1 change', { timeout: 60_000 });
  const again = await visitors.newPage();
  await open(again, `${site}#/published`);
  await again.getByRole('button', { name: 'Suggest a change' }).click({ timeout: 60_000 });
  await expect(copyBar(again)).toBeVisible({ timeout: 60_000 });
  await visitors.close();
});

test('where the file has no history, a copy goes back as a file alone', async ({ page, context }) => {
  await publish(context, EXAMPLE);
  await open(page);
  await page.getByRole('button', { name: 'Suggest a change' }).click({ timeout: 20_000 });
  await expect(copyBar(page).getByRole('button')).toHaveText(['Compare with what is published', 'Save as file']);
});

test('a link out of one’s own playbook leads others to the same place of what is published', async ({ page, browser }) => {
  const published = await own(page);
  await page.getByRole('link', { name: 'Read', exact: true }).click();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Definitions', exact: true }).click();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Win rate', exact: true }).click();
  await expect(page).toHaveURL(/#\/read\/[^/]+\/.+\//);
  const visitors = await browser.newContext();
  await publish(visitors, published);
  const visitor = await visitors.newPage();
  await open(visitor, page.url());
  await expect(visitor).toHaveURL(/#\/published\//);
  await expect(entry(visitor, 'Win rate').getByRole('heading')).toBeInViewport({ timeout: 20_000 });
  // Who was to edit it is told where it can be read.
  await open(visitor, page.url().replace('#/read/', '#/playbook/'));
  await expect(visitor.getByRole('heading', { name: 'This playbook is not in this browser' })).toBeVisible();
  await visitor.getByRole('link', { name: 'Read the published playbook' }).click();
  await expect(entry(visitor, 'Win rate').getByRole('heading')).toBeInViewport({ timeout: 20_000 });
  await visitors.close();
});

test('at first sight there is nothing but what is published', async ({ page, context }) => {
  await publish(context, EXAMPLE);
  // The settings are the last to come.
  await context.route('**/config.json', async (route) => {
    await new Promise((end) => setTimeout(end, 1_500));
    await route.fallback();
  });
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      document.querySelectorAll('h1').forEach((heading) => seen.add(heading.textContent ?? ''));
      requestAnimationFrame(look);
    };
    look();
  });
  await open(page);
  await expect(title(page)).toBeVisible({ timeout: 20_000 });
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen.filter((heading) => !/^(Guidepost|Kestrelmoor)/.test(heading))).toEqual([]);
});

test('a newer version is noticed, and says what changed since the last visit', async ({ page, context }) => {
  await publish(context, EXAMPLE);
  await open(page);
  await expect(title(page)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('region', { name: 'What changed' })).toHaveCount(0);

  const changed = JSON.parse(EXAMPLE);
  const definitions = changed.sections.find(({ id }: { id: string }) => id === 'definitions').definitions;
  definitions.find(({ name }: { name: string }) => name === 'Win rate').definition = 'Deals won of all that were closed.';
  definitions.push({ name: 'Zebra rate', definition: 'How many zebras.' });
  await publish(context, JSON.stringify(changed));
  // Somebody comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByRole('status').filter({ hasText: 'published anew' }).getByRole('button', { name: 'Show it' }).click();
  const news = page.getByRole('region', { name: 'What changed' });
  await expect(news).toContainText('2 changes since your last visit');
  await expect(news).toContainText('New: Zebra rate');
  await expect(news).toContainText('Changed: Win rate');
  await news.getByText('Before and now').click();
  await expect(news.getByText('Win rate · Definition')).toBeVisible();
  await expect(news.getByText('Now: Deals won of all that were closed.')).toBeVisible();
  await expectAccessible(page);
  await news.getByRole('link', { name: 'Zebra rate' }).click();
  await expect(entry(page, 'Zebra rate').getByRole('heading')).toBeInViewport();
  // It is said until the reader knows it.
  await page.reload();
  await expect(news).toContainText('2 changes since your last visit', { timeout: 20_000 });
  await news.getByRole('button', { name: 'Got it' }).click();
  await expect(news).toHaveCount(0);
  await page.reload();
  await expect(title(page)).toBeVisible({ timeout: 20_000 });
  await expect(news).toHaveCount(0);
});

test('where the file can’t be had or read, that is said', async ({ page, context, problems }) => {
  problems.expect(/404|Failed to load|published/);
  await publish(context, '{"format": "something else"}');
  await open(page);
  await expect(page.getByRole('heading', { level: 1, name: 'There is no playbook to read' })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('link', { name: 'Your playbooks' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
  await context.unroute('**/playbook.json');
  await context.route('**/playbook.json', (route) => route.fulfill({ status: 404 }));
  await open(page, './#/published');
  await page.reload();
  await expect(page.getByText('The playbook of this site could not be loaded.')).toBeVisible({ timeout: 20_000 });
});

test('a site that publishes nothing begins with the playbooks of the visitor', async ({ page }) => {
  await open(page, './#/published');
  await expect(page.getByRole('heading', { level: 1, name: 'Playbooks' })).toBeVisible();
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a visitor reads what matters to them, follows a link, and suggests a change', async ({ page, context }) => {
    await publish(context, EXAMPLE);
    await open(page);
    await expect(title(page)).toBeVisible({ timeout: 20_000 });
    await page.getByRole('combobox', { name: 'For' }).selectOption('New sales rep');
    await expect(page.getByRole('article', { name: 'Gong' })).toBeVisible();
    await expect(page.getByRole('article', { name: 'Outreach' })).toBeVisible();
    await expect(page.getByRole('article', { name: 'Google Ads' })).toHaveCount(0);
    await expectAccessible(page);
    expect(await page.locator('.reading').evaluate((main) => main.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Contents' }).tap();
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await contents.getByRole('link', { name: 'Definitions', exact: true }).tap();
    await expect(contents).toBeHidden();
    await expect(page.getByRole('heading', { level: 2, name: 'Definitions' })).toBeInViewport();
    await expect(page.getByRole('heading', { level: 2, name: 'Definitions' })).toBeFocused();
    // The copy opens at what was read, and Back leads to that.
    await page.getByRole('button', { name: 'Suggest a change' }).tap();
    await expect(page.getByRole('heading', { level: 1, name: 'Definitions' })).toBeVisible();
    await expect(page).toHaveURL(/#\/playbook\/[^/]+\/definitions/);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 2, name: 'Definitions' })).toBeInViewport();
  });
});
