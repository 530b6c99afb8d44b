// What goes wrong with rooms and servers: nothing that was typed is lost, and everybody is told what is going on.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test';

import { connect, startHocuspocus, startPycrdt, startRedis, startYWebsocket } from '../../servers/index.mjs';
import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, expectOrder, expectSaved, goTo, list, reload, titleBox } from '../playbook';
import { goToStart, listed } from '../playbooks';
import {
  anotherBrowser,
  connection,
  definitionIn,
  expectLive,
  expectNoServer,
  giveToken,
  join,
  plainClient,
  roomOf,
  share,
  waitFor,
  withConfig,
  withServer,
} from '../rooms';

const definition = (page: Page, term = 'Lead') =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

const folder = () => mkdtempSync(path.join(tmpdir(), 'guidepost-'));

/** All letters, in whatever order. */
const letters = (text: string) => [...text.replaceAll(' ', '')].sort().join('');

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
  await page.getByRole('button', { name: 'Done' }).click();

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

/** Everything that the pages of a context hear from a server passes through here first. */
async function eavesdrop(context: BrowserContext, change: (frame: Buffer) => Buffer[]) {
  const heard: { page?: WebSocketRoute } = {};
  await context.routeWebSocket(/./, (page) => {
    const server = page.connectToServer();
    heard.page = page;
    page.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      for (const frame of change(Buffer.from(message as Buffer))) page.send(frame);
    });
  });
  return heard;
}

test('garbage, cut off, reordered, repeated and oversized frames stop nobody', async ({ page, context }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  const kept: Buffer[] = [];
  let spoil = false;
  const heard = await eavesdrop(context, (frame) => {
    if (!spoil) return [frame];
    kept.push(frame);
    const cut = frame.subarray(0, Math.floor(frame.length / 2));
    // The one before comes once more, after this one, and this one twice.
    return [cut, frame, kept[Math.max(0, kept.length - 2)], frame, Buffer.from([0, 2, 255, 255, 255, 255, 255])];
  });
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const plain = await plainClient(server, link);
  spoil = true;
  const text = definitionIn(plain.doc, 'Lead')!;
  for (const letter of 'abcdefghij') text.insert(text.length, letter);
  await expect(definition(page)).toHaveValue('abcdefghij');
  await expect(page.getByRole('alert')).toContainText('Something that came from the room was left out');
  for (const frame of [
    Buffer.alloc(0),
    Buffer.from('not a frame at all'),
    Buffer.from([0, 0, 3, 255, 255, 255]),
    Buffer.from([0, 1, 2, 255, 255]),
    Buffer.from([1, 3, 9, 9, 9]),
    Buffer.alloc(40 * 1024 * 1024, 7),
  ]) {
    heard.page!.send(frame);
  }
  heard.page!.send('words');
  await definition(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' and on');
  await waitFor(() => text.toString() === 'abcdefghij and on', 'the text');
  await expectLive(page, 'Live, nobody else here');
  await expectSaved(page);
  await reload(page);
  await expect(definition(page)).toHaveValue('abcdefghij and on');
  await plain.close();
  await server.stop();
});

test('updates that arrive in reverse order come out right', async ({ page, context }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  let held: Buffer[] | undefined;
  const heard = await eavesdrop(context, (frame) => {
    if (!held || frame[0] !== 0 || frame[1] !== 2) return [frame];
    held.push(frame);
    return [];
  });
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const plain = await plainClient(server, link);
  held = [];
  const text = definitionIn(plain.doc, 'Lead')!;
  for (const letter of 'abcdefghij') text.insert(text.length, letter);
  await waitFor(() => held!.length >= 10, 'ten updates');
  for (const frame of held.reverse()) heard.page!.send(frame);
  held = undefined;
  await expect(definition(page)).toHaveValue('abcdefghij');
  await plain.close();
  await server.stop();
});

test('what stops the program costs nothing, and does not stop it again', async ({ page, context, problems }) => {
  problems.expect(/RuntimeError|panicked/);
  // A stand-in for a fault in the library: none is known, so one is made in a function that the program calls.
  await context.addInitScript(() => {
    const trap = (imports: WebAssembly.Imports) => {
      for (const functions of Object.values(imports) as Record<string, unknown>[]) {
        for (const [name, call] of Object.entries(functions)) {
          if (typeof call !== 'function' || !/removeAttribute/.test(name)) continue;
          functions[name] = (...args: unknown[]) => {
            if ((window as { trap?: boolean }).trap) throw new WebAssembly.RuntimeError('a fault');
            return call(...args);
          };
        }
      }
      return imports;
    };
    const { instantiateStreaming, instantiate } = WebAssembly;
    WebAssembly.instantiateStreaming = (source, imports) => instantiateStreaming(source, trap(imports!));
    WebAssembly.instantiate = ((source: BufferSource, imports: WebAssembly.Imports) =>
      instantiate(source, trap(imports))) as typeof WebAssembly.instantiate;
  });
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const plain = await plainClient(server, link);
  await definition(page).focus();
  await page.keyboard.type('Typed to the last.');
  await page.evaluate(() => ((window as { trap?: boolean }).trap = true));
  definitionIn(plain.doc, 'Lead')!.insert(0, 'From the room. ');
  const stopped = page.getByRole('alertdialog', { name: 'Guidepost has stopped' });
  await expect(stopped).toContainText('What you typed was kept');
  await expectAccessible(page);
  await stopped.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.locator('#startup')).toHaveCount(0);
  await expect(definition(page)).toHaveValue('Typed to the last.');
  await expectLive(page, 'Not live, kept here');
  await expect(page.getByRole('alert')).toContainText('What came from the room stopped this page');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectLive(page, 'Live, nobody else here');
  await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(link);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(definition(page)).toHaveValue(/From the room\. /);
  await expect(definition(page)).toHaveValue(/Typed to the last\./);
  await plain.close();
  await server.stop();
});

test('a newer document in the room is left alone', async ({ page, context }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  await createAt(page, 'Definitions');
  await add(page, 'definition', 'Lead');
  await definition(page).fill('Mine.');
  const link = await share(page, 'Ana');
  await expectLive(page);
  const plain = await plainClient(server, link);
  plain.doc.transact(() => {
    plain.doc.getMap('playbook').set('version', 2);
    plain.doc.getMap('playbook').set('title', 'From the future');
  });
  await expectLive(page, 'Not live, kept here');
  await expect(page.getByRole('alert')).toContainText('a newer Guidepost');
  await expect(titleBox(page)).toHaveValue('Test playbook');
  await definition(page).fill('Mine, still.');
  await reload(page);
  await expect(titleBox(page)).toHaveValue('Test playbook');
  await expect(definition(page)).toHaveValue('Mine, still.');
  await plain.close();
  await server.stop();
});

test('a room of something that is no playbook is neither joined nor filled', async ({ page, context, site }) => {
  const server = await startYWebsocket();
  await withServer(context, server);
  const room = 'notes-of-another-program';
  const plain = connect(server.url, server.protocol, room);
  await plain.synced();
  plain.doc.getText('quill').insert(0, 'Shopping list');
  await open(page, `${site}#/join/${room}`);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('status').first()).toContainText('is no playbook');
  await page.getByRole('link', { name: 'To all playbooks' }).click();
  await expect(page.getByRole('heading', { name: 'Playbooks', level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Playbooks' }).getByRole('article')).toHaveCount(0);

  // A playbook that is shared there all the same, by somebody who changed what is stored.
  await createPlaybook(page, 'Mine');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Your name' }).fill('Ana');
  await page.getByRole('button', { name: 'Make a room' }).click();
  await expectLive(page);
  await page.evaluate((room) => {
    const key = Object.keys(localStorage).find((key) => key.endsWith('/room'))!;
    localStorage.setItem(key, JSON.stringify({ room }));
  }, room);
  await page.reload();
  await expectLive(page, 'Not live, kept here');
  await expect(page.getByRole('alert')).toContainText('The room holds another document');
  expect([...plain.doc.share.keys()]).toEqual(['quill']);
  expect(plain.doc.getText('quill').toString()).toBe('Shopping list');
  await plain.close();
  await server.stop();
});

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
