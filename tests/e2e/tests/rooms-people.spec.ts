// Who is in a room: names, places, carets, and following somebody.

import type { Page } from '@playwright/test';

import { startPycrdt, startYWebsocket } from '../../servers/index.mjs';
import { expect, expectAccessible, test } from '../fixtures';
import { add, createAt, entry, expectAnnounced, goTo, mainHeading, sections } from '../playbook';
import { anotherBrowser, connection, expectLive, expectNoServer, join, share, withServer } from '../rooms';

const definition = (page: Page, term = 'Lead') =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

const people = (page: Page) => page.getByRole('list', { name: 'People here' }).getByRole('listitem');

test.beforeEach(({ problems }) => expectNoServer(problems));

test('everybody sees who is there, where, and where their cursor is', async ({
  page,
  browser,
  context,
  problems,
}) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).fill('Somebody **new** who may buy something one day.');
  const link = await share(page, 'Ana');
  const other = await anotherBrowser(browser, problems, server);
  await join(other, link, '花子');
  await expectLive(page, 'Live, 2 here');
  await connection(page).click();
  await expect(people(page)).toHaveText([/^Ana.*you$/, /^花子.*Overview/]);
  await expect(connection(page)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await goTo(other, 'Definitions');
  await definition(other).focus();
  await other.keyboard.press('Control+Home');
  for (let step = 0; step < 'Somebody **new** who '.length; step++) await other.keyboard.press('ArrowRight');
  const field = page.locator('[data-field=definition]');
  await expect(field.locator('.there-name')).toHaveText('花子');
  const caret = field.locator('.there-caret');
  // In the rendered text, at the letter.
  const at = async (letter: string) =>
    field.locator('.text-view').evaluate((view, letter) => {
      const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const found = node.textContent!.indexOf(letter);
        if (found < 0) continue;
        const range = document.createRange();
        range.setStart(node, found);
        range.setEnd(node, found + 1);
        return range.getBoundingClientRect().left;
      }
      return -1;
    }, letter);
  const left = async () => (await caret.boundingBox())?.x ?? -1;
  await expect.poll(async () => Math.abs((await left()) - (await at('may buy')))).toBeLessThan(2);

  // In the box, while Ana writes before it.
  await definition(page).focus();
  await page.keyboard.press('Control+Home');
  const before = await left();
  await page.keyboard.type('So: ');
  await expect.poll(left).toBeGreaterThan(before + 10);
  await expect(sections(page).getByText('Here: 花子')).toHaveCount(1);
  await connection(page).click();
  await expect(people(page).nth(1)).toContainText('Definitions · Lead · Definition');

  await other.context().close();
  await expect(people(page)).toHaveCount(1);
  await expect(caret).toHaveCount(0);
  await server.stop();
});

test('one follows the facilitator from page to page, until one writes', async ({
  page,
  browser,
  context,
  problems,
}) => {
  // The server that says the least of who is there.
  const server = await startPycrdt();
  await withServer(context, server);
  await createAt(page, 'Definitions', 'Standard playbook');
  const link = await share(page, 'Facilitator');
  const other = await anotherBrowser(browser, problems, server);
  await join(other, link, 'Ben');
  await expectLive(other, 'Live, 2 here');
  await connection(other).click();
  await other.getByRole('button', { name: 'Follow Facilitator' }).click();
  await expect(mainHeading(other, 'Definitions')).toBeVisible();
  await expectAnnounced(other, 'Following Facilitator');
  await other.keyboard.press('Escape');
  await expect(other.getByRole('region', { name: 'Following' })).toContainText('Following Facilitator');
  await expectAccessible(other);

  await goTo(page, 'Lifecycle Management');
  await expect(mainHeading(other, 'Lifecycle Management')).toBeVisible();
  const last = page.getByRole('list', { name: 'Stages' }).getByRole('article').last();
  const name = await last.getByRole('heading', { level: 3 }).innerText();
  await last.getByRole('textbox', { name: 'Definition', exact: true }).focus();
  await expect(entry(other, name)).toBeInViewport();

  // Writing oneself ends it.
  await other.getByRole('textbox', { name: 'Introduction' }).fill('I write here.');
  await expect(other.getByRole('button', { name: 'Stop following' })).toHaveCount(0);
  await goTo(page, 'Sales Tools');
  await expect(page.getByRole('textbox', { name: 'Introduction' })).toBeVisible();
  await expect(mainHeading(other, 'Lifecycle Management')).toBeVisible();
  await other.context().close();
  await server.stop();
});

test('a name can be changed, and whoever comes without one is asked for it', async ({
  page,
  browser,
  context,
  problems,
}) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  const link = await share(page, 'Ana');
  const other = await anotherBrowser(browser, problems, server);
  await other.goto(link);
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(other.getByRole('alert')).toHaveText(/Say what you are called/);
  await expect(other.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await expectAccessible(other);
  await other.keyboard.type('Ben');
  await other.keyboard.press('Enter');
  await expectLive(other, 'Live, 2 here');
  await connection(page).click();
  await expect(people(page).nth(1)).toContainText('Ben');
  await other.getByRole('button', { name: 'Ben', exact: true }).click();
  await other.getByRole('textbox', { name: 'Your name' }).fill('Benedict');
  await expect(people(page).nth(1)).toContainText('Benedict');
  await other.context().close();
  await server.stop();
});
