// What goes wrong with rooms and servers: nothing that was typed is lost, and everybody is told what is going on.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { startHocuspocus, startPycrdt, startRedis, startYWebsocket } from '../../servers/index.mjs';
import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, expectSaved, goTo, reload } from '../playbook';
import { listed } from '../playbooks';
import {
  anotherBrowser,
  definitionIn,
  expectLive,
  expectNoServer,
  giveToken,
  join,
  letters,
  plainClient,
  share,
  waitFor,
  withServer,
} from '../rooms';

const definition = (page: Page, term = 'Lead') =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

const folder = () => mkdtempSync(path.join(tmpdir(), 'guidepost-'));

test.beforeEach(({ problems }) => expectNoServer(problems));

for (const [name, start] of [
  ['Hocuspocus', startHocuspocus],
  ['y-websocket', startYWebsocket],
  ['pycrdt-websocket', startPycrdt],
] as const) {
  test(`${name} is killed while two people write, and nothing is lost`, async ({
    page,
    browser,
    context,
    problems,
  }) => {
      const server = await start({ data: folder() });
    await withServer(context, server);
    await createAt(page, 'Definitions');
    await add(page, 'definition', 'Lead');
    const link = await share(page, 'Ana');
    const other = await anotherBrowser(browser, problems, server);
    await join(other, link, 'Ben');
    await goTo(other, 'Definitions');
    await expectLive(other, 'Live, 2 here');
    await definition(page).focus();
    await definition(other).focus();
    const [ours, theirs] = ['abcdefghijklmnopqrstuvwxyz'.repeat(2), '01234567890123456789'.repeat(2)];
    const typing = Promise.all([
      page.keyboard.type(ours, { delay: 30 }),
      other.keyboard.type(theirs, { delay: 30 }),
    ]);
    await waitFor(async () => (await definition(page).inputValue()).length > 10, 'some letters');
    await server.kill();
    await expectLive(page, 'Offline, kept here');
    await typing;
    await expectSaved(page);
    await server.restart();
    const all = letters(ours + theirs);
    await expect.poll(async () => letters(await definition(page).inputValue()), { timeout: 40_000 }).toBe(all);
    await expect(definition(other)).toHaveValue(await definition(page).inputValue());
    await expectLive(page, 'Live, 2 here');

    // All gone, and all come back: from the server, or from the browsers where it forgot.
    await server.restart();
    await reload(page);
    await expectLive(page, 'Live, 2 here');
    expect(letters(await definition(page).inputValue())).toBe(all);
    await other.context().close();
    await server.stop();
  });
}

test('somebody is offline for 500 edits, and so is the room', async ({ page, context, problems }) => {
  test.slow();
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const plain = await plainClient(server, link);
  await server.kill();
  await expectLive(page, 'Offline, kept here');
  await definition(page).focus();
  await page.keyboard.type('x'.repeat(500));
  const text = definitionIn(plain.doc, 'Lead')!;
  for (let edit = 0; edit < 500; edit++) text.insert(text.length, 'y');
  await expectSaved(page);
  // A night passes.
  await page.reload();
  await expect(definition(page)).toHaveValue('x'.repeat(500));
  await server.restart();
  await expect.poll(async () => (await definition(page).inputValue()).length, { timeout: 40_000 }).toBe(1_000);
  await waitFor(() => text.length === 1_000, 'the others');
  expect(await definition(page).inputValue()).toBe(text.toString());
  await plain.close();
  await server.stop();
});

test('when the browser is online again, the connection is tried at once', async ({ page, context }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  let attempts = 0;
  page.on('websocket', () => (attempts += 1));
  await createPlaybook(page, 'Shared');
  await share(page, 'Ana');
  await expectLive(page);
  await server.kill();
  // By now it waits for longer than two seconds each time.
  await waitFor(() => attempts >= 6, 'some attempts');
  const before = attempts;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => attempts, { timeout: 1_500 }).toBeGreaterThan(before);
  await server.restart();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expectLive(page);
  await server.stop();
});

test('a server that has forgotten the room is given it again', async ({ page, browser, context, problems }) => {
  const server = await startHocuspocus();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  await page.close();
  // It keeps nothing.
  await server.restart();
  const other = await anotherBrowser(browser, problems, server);
  await other.goto(link);
  await other.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(other.getByRole('status')).toHaveText([/Nothing is in this room/, '']);
  await expectAccessible(other);
  const back = await context.newPage();
  await open(back);
  await listed(back, 'Test playbook').getByRole('link').first().click();
  await expect(other.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await goTo(other, 'Definitions');
  await expect(entry(other, 'Lead')).toBeVisible();
  await other.context().close();
  await server.stop();
});

test('a token lets people in, a wrong one or an expired one does not, and nothing is lost', async ({
  page,
  browser,
  context,
  problems,
}) => {
  const data = folder();
  const first = await startHocuspocus({ data, tokens: ['let me in'] });
  await withServer(context, first);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page, 'No access, kept here');
  await expect(page.getByRole('alert')).toContainText('The server does not let you in');
  await page.getByRole('button', { name: 'Close message' }).click();
  await definition(page).fill('Typed without access.');
  await expectSaved(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await giveToken(page, 'wrong', 'Use this token');
  await expectLive(page, 'No access, kept here');
  await expectAccessible(page);
  await giveToken(page, 'let me in', 'Use this token');
  await expectLive(page, 'Live, nobody else here');
  // It is kept when the room is left by mistake.
  await page.getByRole('button', { name: 'Leave the room' }).click();
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expectLive(page, 'Live, nobody else here');

  const other = await anotherBrowser(browser, problems, first);
  await join(other, link, 'Ben', 'let me in');
  await goTo(other, 'Definitions');
  await expect(definition(other)).toHaveValue('Typed without access.');

  // The token is no longer valid.
  await first.stop();
  const second = await startHocuspocus({ data, tokens: ['another'], port: first.port });
  await expectLive(page, 'No access, kept here');
  await definition(page).fill('Typed without access. And again.');
  await reload(page);
  await expect(definition(page)).toHaveValue('Typed without access. And again.');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await giveToken(page, 'another', 'Use this token');
  await expectLive(page, 'Live, nobody else here');
  const plain = await plainClient(second, link, 'another');
  await waitFor(() => definitionIn(plain.doc, 'Lead')?.toString() === 'Typed without access. And again.', 'the text');
  await plain.close();
  await other.context().close();
  await second.stop();
});

test('two servers share their rooms through Redis', async ({ page, browser, context, problems }) => {
  const redis = await startRedis();
  const servers = [await startHocuspocus({ redisPort: redis.port }), await startHocuspocus({ redisPort: redis.port })];
  await withServer(context, servers[0]);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const other = await anotherBrowser(browser, problems, servers[1]);
  await join(other, link, 'Ben');
  await goTo(other, 'Definitions');
  await expectLive(page, 'Live, 2 here');
  await definition(page).focus();
  await definition(other).focus();
  await Promise.all([
    page.keyboard.type('abcdefghijklmnop', { delay: 20 }),
    other.keyboard.type('qrstuvwxyz', { delay: 20 }),
  ]);
  await expect.poll(async () => letters(await definition(page).inputValue())).toBe('abcdefghijklmnopqrstuvwxyz');
  await expect(definition(other)).toHaveValue(await definition(page).inputValue());
  await other.context().close();
  for (const server of [...servers, redis]) await server.stop();
});
