// What comes from a room and should not: damaged frames, newer documents, something else, and what stops the program.

import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test';

import { connect, startYWebsocket } from '../../servers/index.mjs';
import { expect, expectAccessible, open, test } from '../fixtures';
import { add, createAt, createPlaybook, entry, expectSaved, reload, titleBox } from '../playbook';
import { definitionIn, expectLive, expectNoServer, plainClient, share, waitFor, withServer } from '../rooms';

const definition = (page: Page, term = 'Lead') =>
  entry(page, term).getByRole('textbox', { name: 'Definition', exact: true });

test.beforeEach(({ problems }) => expectNoServer(problems));

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
          // Known by what it does: names are short in the built app.
          if (typeof call !== 'function' || !/removeAttribute/.test(String(call))) continue;
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
