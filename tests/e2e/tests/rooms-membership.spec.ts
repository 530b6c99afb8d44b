// Leaving a room and coming back, changing rooms, several tabs in one; and what a site can set.

import type { Page } from '@playwright/test';

import { startYWebsocket } from '../../servers/index.mjs';
import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, goTo, reload } from '../playbook';
import { goToStart, listed } from '../playbooks';
import {
  anotherBrowser,
  connection,
  definitionIn,
  expectLive,
  expectNoServer,
  join,
  letters,
  plainClient,
  roomOf,
  share,
  waitFor,
  withConfig,
  withServer,
} from '../rooms';

const definition = (page: Page, term = 'Lead') =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

test.beforeEach(({ problems }) => expectNoServer(problems));

test('whoever leaves keeps the playbook, and can take that back', async ({ page, context }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const plain = await plainClient(server, link);
  const leave = async () => {
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Leave the room' }).click();
    await expect(connection(page)).toHaveCount(0);
  };
  await leave();
  await definition(page).fill('Alone.');
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expectLive(page);
  await waitFor(() => definitionIn(plain.doc, 'Lead')?.toString() === 'Alone.', 'the text');
  await leave();
  await reload(page);
  await expect(definition(page)).toHaveValue('Alone.');
  await expect(connection(page)).toHaveCount(0);
  await plain.close();

  // The link leads back, also out of the bin, and asks before what is here comes into the room.
  await goToStart(page);
  await listed(page, 'Test playbook').getByRole('button', { name: 'Delete' }).click();
  await open(page, link);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('status').first()).toContainText('in this browser already, in the bin');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Join with what is here' }).click();
  await expectLive(page);
  await goToStart(page);
  await expect(page.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(1);
  await open(page, link);
  await expectLive(page);
  await server.stop();
});

test('a playbook that is shared in one room is put together with that of another when somebody says so', async ({
  page,
  browser,
  context,
  problems,
}) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const other = await anotherBrowser(browser, problems, server);
  await join(other, link, 'Ben');
  await expectLive(other, 'Live, 2 here');
  await other.getByRole('button', { name: 'Share', exact: true }).click();
  await other.getByRole('button', { name: 'Leave the room' }).click();
  await goTo(other, 'Definitions');
  await add(other, 'definition', 'SQL');
  await share(other, 'Ben');
  await expectLive(other, 'Live, nobody else here');
  await add(page, 'definition', 'MQL');
  await open(other, link);
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(other.getByRole('status').first()).toContainText('shared in another room');
  await other.getByRole('button', { name: 'Change rooms' }).click();
  await expectLive(other, 'Live, 2 here');
  await goTo(other, 'Definitions');
  for (const one of [page, other]) {
    for (const term of ['Lead', 'MQL', 'SQL']) await expect(entry(one, term)).toBeVisible();
  }
  await other.context().close();
  await server.stop();
});

test('two tabs of one browser are in the room, and in step', async ({ page, context }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const tab = await context.newPage();
  await open(tab, link);
  await expectLive(tab, 'Live, 2 here');
  await goTo(tab, 'Definitions');
  const plain = await plainClient(server, link);
  await definition(page).focus();
  await definition(tab).focus();
  await Promise.all([page.keyboard.type('abcdefgh', { delay: 20 }), tab.keyboard.type('01234567', { delay: 20 })]);
  definitionIn(plain.doc, 'Lead')!.insert(0, 'XYZ');
  const all = letters('abcdefgh01234567XYZ');
  await expect.poll(async () => letters(await definition(page).inputValue())).toBe(all);
  await expect(definition(tab)).toHaveValue(await definition(page).inputValue());
  await plain.close();
  await server.stop();
});

test.describe('settings', () => {
  test('without any, the app asks for nothing but its own files, and Share says how else', async ({ page }) => {
    const asked: string[] = [];
    page.on('websocket', (socket) => asked.push(socket.url()));
    await createPlaybook(page, 'Alone');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Share' })).toContainText('This site has no server');
    await expectAccessible(page);
    expect(asked).toEqual([]);
  });

  for (const [body, contentType, words] of [
    ['{"server": {"url": "live", "protocol": "webrtc"}}', 'application/json', 'unknown variant `webrtc`'],
    ['{"server": {"url": "https://a.example", "protocol": "hocuspocus"}}', 'application/json', 'has to begin with ws://'],
    ['{"server"', 'application/json', 'EOF while parsing'],
  ]) {
    test(`a wrong file gets a clear message: ${words}`, async ({ page, context }) => {
      await withConfig(context, body, contentType);
      await createPlaybook(page, 'Alone');
      await expect(page.getByRole('alert')).toContainText('config.json');
      await expect(page.getByRole('alert')).toContainText(words);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Share' })).toContainText('This site has no server');
    });
  }

  test('a host that answers with a page in place of the file has no settings', async ({ page, context }) => {
    await withConfig(context, '<!doctype html><title>Not here</title>', 'text/html');
    await createPlaybook(page, 'Alone');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Share' })).toContainText('This site has no server');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('the organisation is named, and an address may be relative to the page', async ({ page, context }) => {
    const config = { organisation: 'Example Ltd', server: { url: 'live', protocol: 'y-websocket' } };
    await withConfig(context, JSON.stringify(config));
    const asked: string[] = [];
    await context.routeWebSocket(/./, (socket) => void asked.push(socket.url()));
    await open(page);
    await expect(page.getByText('Example Ltd')).toBeVisible();
    await createPlaybook(page, 'Shared');
    const link = await share(page, 'Ana');
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    expect(asked[0]).toBe(`${link.split('#')[0].replace('http', 'ws')}live/${roomOf(link)}`);
    await expectLive(page, 'Connecting…');
  });
});
